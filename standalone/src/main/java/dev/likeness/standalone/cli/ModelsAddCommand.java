package dev.likeness.standalone.cli;

import dev.likeness.cli.ExitCode;
import dev.likeness.cli.Failure;
import dev.likeness.models.facenet.FaceNet512;
import dev.likeness.vision.ModelCard;
import dev.likeness.vision.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness models add}: a model more. */
@Command(
    name = "add",
    description = {
      "Add a model to the directory of models, and run it once.",
      "From a directory with a card.json and its net, or from an ONNX file with a card or with"
          + " options that say what a card would. Or facenet512 or facenet512-native from the file of"
          + " weights that DeepFace keeps in ~/.deepface/weights."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsAddCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR|FILE|facenet512",
      description = "A bundle's directory, an ONNX file, or facenet512 or facenet512-native.")
  private Path source;

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description = "The card of the ONNX file; need not name its size and SHA-256.")
  private @Nullable Path card;

  @Mixin private FaceNetOptions faceNet;

  @Mixin private CardOptions options;

  @Mixin private ModelsPlace place;

  @Override
  public Integer call() {
    ModelCard added = place.with(this::add);
    place.print(
        ModelLine.of(added, "directory"),
        String.join(
            System.lineSeparator(),
            "added " + added.id() + ": " + added.name(),
            "measure its thresholds: ./likeness calibrate --model "
                + added.id()
                + " --faces DIR --write",
            "let it answer:          ./likeness migrate --model " + added.id()));
    return ExitCode.OK;
  }

  private ModelCard add(ModelStore models) {
    if (faceNet.meant(source)) {
      FaceNet512.Model model = faceNet.model(source);
      return models.add(model.card(), model.net());
    }
    if (Files.isDirectory(source)) {
      if (card != null || options.given()) {
        throw new Failure("a directory has its own card.json; give an ONNX file with options");
      }
      return models.add(source);
    }
    byte[] net = read(source);
    if (card != null && options.given()) {
      throw new Failure("--card says it all; leave --id and the like out");
    }
    return models.add(card == null ? options.card(net, source) : read(card), net);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Failure(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
