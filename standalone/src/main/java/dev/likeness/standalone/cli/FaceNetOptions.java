package dev.likeness.standalone.cli;

import dev.likeness.cli.Failure;
import dev.likeness.models.facenet.FaceNet512;
import dev.likeness.models.facenet.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for FaceNet512, which is made of a file of weights that DeepFace's users have. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class FaceNetOptions {
  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "facenet512_weights.onnx or .h5, for facenet512 and facenet512-native.")
  private @Nullable Path weights;

  @Option(
      names = "--normalization",
      paramLabel = "NAME",
      description =
          "What DeepFace was told to do with the colours: base, raw, Facenet, Facenet2018, VGGFace,"
              + " VGGFace2 or ArcFace (default: ${DEFAULT-VALUE}).",
      defaultValue = "base")
  private String normalization;

  /** Whether FaceNet512 is to be added. */
  boolean meant(Path source) {
    if (FaceNet512.is(source.toString()) && (weights != null || !Files.exists(source))) {
      return true;
    }
    if (weights != null) {
      throw new Failure("--weights is for " + FaceNet512.ID + " and " + FaceNet512.NATIVE_ID);
    }
    return false;
  }

  /** FaceNet512 of the given weights. */
  FaceNet512.Model model(Path source) {
    if (weights == null) {
      throw new Failure(
          source
              + " needs --weights FILE; DeepFace keeps it in ~/.deepface/weights as"
              + " facenet512_weights.onnx or facenet512_weights.h5");
    }
    try {
      return FaceNet512.of(source.toString(), weights, Normalization.named(normalization));
    } catch (NoSuchFileException e) {
      throw new Failure("there is no file " + weights, e);
    } catch (IOException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }
}
