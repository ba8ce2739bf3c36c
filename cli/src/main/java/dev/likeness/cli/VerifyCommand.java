package dev.likeness.cli;

import dev.likeness.faces.FaceKey;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

/** {@code likeness verify}: is this the one? */
@Command(
    name = "verify",
    description = "Compare a photo with another photo, or with an enrolled subject (1:1).",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PHOTO", description = "The photo of whoever claims to be somebody.")
  private Path photo;

  @Option(names = "--reference", paramLabel = "PHOTO", description = "A second photo.")
  private @Nullable Path reference;

  @Option(names = "--subject", description = "Or an enrolled subject.")
  private @Nullable String subject;

  @Option(names = "--face", description = "One face of the subject; all of them if not given.")
  private @Nullable String face;

  @Option(
      names = "--gallery",
      description =
          "The subject's gallery, whose rate decides if none is given (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = FaceKey.DEFAULT_GALLERY)
  private String gallery;

  @Option(
      names = "--faces",
      paramLabel = "largest|best",
      description =
          "Which face of a photo with several of similar size: the largest, or the one that is most"
              + " alike. Such photos are refused if not given.")
  private @Nullable Faces faces;

  /** Which face of several. */
  enum Faces {
    LARGEST,
    BEST
  }

  @ArgGroup private @Nullable DecisionOptions decision;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    if ((reference == null) == (subject == null)) {
      throw new Failure("give exactly one of --reference, a second photo, and --subject");
    }
    if (reference != null && face != null) {
      throw new Failure("--face is a face of a --subject; there is none beside --reference");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("gallery", gallery);
    if (subject != null) {
      fields.put("subject", subject);
    }
    if (face != null) {
      fields.put("face", face);
    }
    if (faces != null) {
      fields.put("faces", faces.name().toLowerCase(Locale.ROOT));
    }
    DecisionOptions.addTo(fields, decision);
    byte[] probe = PhotoFile.read(photo);
    byte[] other = reference == null ? null : PhotoFile.read(reference);
    JsonNode answer = asking.ask(client -> client.post("/v1/verify", fields, probe, other));
    asking.print(spec.commandLine().getOut(), answer, text(answer));
    return answer.path("verified").asBoolean() ? ExitCode.OK : ExitCode.NO;
  }

  static String text(JsonNode answer) {
    boolean verified = answer.path("verified").asBoolean();
    String subject = answer.path("subject").asString("");
    int comparisons = answer.path("comparisons").asInt(1);
    return String.format(
        Locale.ROOT,
        "%s: similarity %.3f, threshold %.3f (%s)%s%s",
        verified ? "verified" : "not verified",
        answer.path("similarity").asDouble(),
        answer.path("threshold").asDouble(),
        Rates.ofAnswer(answer),
        subject.isEmpty() ? "" : ", best face " + subject + "/" + answer.path("face").asString(""),
        comparisons > 1 ? ", best of " + comparisons + " comparisons" : "");
  }
}
