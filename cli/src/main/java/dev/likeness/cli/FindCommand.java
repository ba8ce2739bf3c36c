package dev.likeness.cli;

import dev.likeness.faces.FaceKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code likeness find}: who is this? */
@Command(
    name = "find",
    description = "Look for the people in a photo among a gallery's subjects (1:N).",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class FindCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PHOTO", description = "The photo of whoever is looked for.")
  private Path photo;

  @Option(
      names = "--gallery",
      description = "Where to look (default: ${DEFAULT-VALUE}).",
      defaultValue = FaceKey.DEFAULT_GALLERY)
  private String gallery;

  @Option(
      names = {"-k", "--k"},
      description = "Most subjects per face (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int k;

  @Option(names = "--all", description = "Look for every face in the photo, not only the largest.")
  private boolean all;

  @Option(
      names = "--filter",
      paramLabel = "NAME=VALUE",
      description = "Only faces with this metadata attribute; may be given several times.")
  private @Nullable Map<String, String> filter;

  @Option(
      names = "--candidates",
      description = "Show also who came next below the threshold, up to the most subjects.")
  private boolean candidates;

  @ArgGroup private @Nullable SearchDecisionOptions decision;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("gallery", gallery);
    fields.put("k", Integer.toString(k));
    fields.put("faces", all ? "all" : "largest");
    if (filter != null) {
      fields.put("filter", JsonMapper.shared().writeValueAsString(filter));
    }
    if (candidates) {
      fields.put("candidates", "true");
    }
    DecisionOptions.addTo(fields, decision);
    byte[] probe = PhotoFile.read(photo);
    JsonNode answer = asking.ask(client -> client.post("/v1/find", fields, probe, null));
    asking.print(spec.commandLine().getOut(), answer, text(answer));
    boolean known =
        answer.path("faces").valueStream().anyMatch(face -> !face.path("unknown").asBoolean());
    return known ? ExitCode.OK : ExitCode.NO;
  }

  static String text(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (JsonNode face : answer.path("faces")) {
      JsonNode box = face.path("box");
      lines.add(
          String.format(
              Locale.ROOT,
              "face of %.0f×%.0f pixels at %.0f,%.0f:%s",
              box.path("width").asDouble(),
              box.path("height").asDouble(),
              box.path("x").asDouble(),
              box.path("y").asDouble(),
              face.path("unknown").asBoolean() ? " unknown" : ""));
      face.path("matches").forEach(match -> lines.add(line(match, "")));
      face.path("candidates").forEach(match -> lines.add(line(match, "  no match")));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "threshold %.3f: %s",
            answer.path("threshold").asDouble(),
            Rates.ofAnswer(answer)));
    if (answer.path("index").path("partial").asBoolean()) {
      lines.add("partial: some partitions of the index did not answer");
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String line(JsonNode match, String remark) {
    JsonNode metadata = match.path("metadata");
    return String.format(
        Locale.ROOT,
        "  %.3f  %s/%s%s%s",
        match.path("similarity").asDouble(),
        match.path("subject").asString(),
        match.path("face").asString(),
        remark,
        metadata.isObject() ? "  " + metadata : "");
  }
}
