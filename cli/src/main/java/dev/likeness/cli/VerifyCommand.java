package dev.likeness.cli;

import dev.likeness.client.CompareApi.Verify;
import dev.likeness.client.model.VerifyAnswer;
import dev.likeness.faces.FaceKey;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness verify}: is this the one? */
@Command(
    name = "verify",
    description = "Compare a photo with another photo, or with an enrolled subject (1:1).")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyCommand implements Callable<Integer> {
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
    Verify asked =
        new Verify()
            .photo(PhotoFile.read(photo))
            .reference(reference == null ? null : PhotoFile.read(reference))
            .gallery(gallery)
            .subject(subject)
            .face(face)
            .faces(faces == null ? null : faces.name().toLowerCase(Locale.ROOT));
    if (decision != null) {
      asked.threshold(decision.threshold()).fmr(decision.fmr());
    }
    VerifyAnswer answer = asking.ask(client -> client.compare().verify(asked));
    asking.print(answer, text(answer));
    return answer.verified() ? ExitCode.OK : ExitCode.NO;
  }

  static String text(VerifyAnswer answer) {
    String subject = answer.subject();
    String face = Objects.requireNonNullElse(answer.face(), "");
    return String.format(
        Locale.ROOT,
        "%s: similarity %.3f, threshold %.3f (%s)%s%s",
        answer.verified() ? "verified" : "not verified",
        answer.similarity(),
        answer.threshold(),
        Rates.of(answer),
        subject == null ? "" : ", best face " + subject + "/" + face,
        answer.comparisons() > 1 ? ", best of " + answer.comparisons() + " comparisons" : "");
  }
}
