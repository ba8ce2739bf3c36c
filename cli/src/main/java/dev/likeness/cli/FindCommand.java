package dev.likeness.cli;

import dev.likeness.client.CompareApi.Find;
import dev.likeness.client.model.Box;
import dev.likeness.client.model.FindAnswer;
import dev.likeness.client.model.FoundFace;
import dev.likeness.client.model.Match;
import dev.likeness.faces.FaceKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness find}: who is this? */
@Command(
    name = "find",
    description = "Look for the people in a photo among a gallery's subjects (1:N).")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class FindCommand implements Callable<Integer> {
  private static final Box NOWHERE = new Box(0, 0, 0, 0);

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
    Find asked =
        new Find()
            .photo(PhotoFile.read(photo))
            .gallery(gallery)
            .k(k)
            .faces(all ? "all" : "largest")
            .filter(filter == null ? null : new LinkedHashMap<>(filter))
            .candidates(candidates ? true : null);
    if (decision != null) {
      asked.threshold(decision.threshold()).fmr(decision.fmr()).fpir(decision.fpir());
    }
    FindAnswer answer = asking.ask(client -> client.compare().find(asked));
    asking.print(answer, text(answer));
    boolean known = answer.faces().stream().anyMatch(face -> !face.unknown());
    return known ? ExitCode.OK : ExitCode.NO;
  }

  static String text(FindAnswer answer) {
    List<String> lines = new ArrayList<>();
    for (FoundFace face : answer.faces()) {
      Box box = Objects.requireNonNullElse(face.box(), NOWHERE);
      lines.add(
          String.format(
              Locale.ROOT,
              "face of %.0f×%.0f pixels at %.0f,%.0f:%s",
              box.width(),
              box.height(),
              box.x(),
              box.y(),
              face.unknown() ? " unknown" : ""));
      face.matches().forEach(match -> lines.add(line(match, "")));
      Objects.requireNonNullElse(face.candidates(), List.<Match>of())
          .forEach(match -> lines.add(line(match, "  no match")));
    }
    lines.add(
        String.format(Locale.ROOT, "threshold %.3f: %s", answer.threshold(), Rates.of(answer)));
    if (answer.index().partial()) {
      lines.add("partial: some partitions of the index did not answer");
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String line(Match match, String remark) {
    return String.format(
        Locale.ROOT,
        "  %.3f  %s/%s%s%s",
        match.similarity(),
        match.subject(),
        match.face(),
        remark,
        PhotoMetadata.text(match.metadata()));
  }
}
