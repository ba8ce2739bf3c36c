package dev.likeness.standalone.cli;

import dev.likeness.cli.Failure;
import dev.likeness.cli.Output;
import dev.likeness.vision.ModelStore;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the commands that look after models: where these are, and how to answer. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsPlace extends Output {
  private static final String[] VARIABLES = {
    "LIKENESS_MODELS_DIRECTORY", "LIKENESS_MODELSDIRECTORY"
  };

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ${DEFAULT-VALUE}).",
      defaultValue = "./data")
  private Path data;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "The directory of models (default: LIKENESS_MODELS_DIRECTORY, or models in --data).")
  private @Nullable Path models;

  /** What {@code work} makes of the models; what is wrong with them is a failure. */
  <T> T with(Function<ModelStore, T> work) {
    try {
      return work.apply(new ModelStore(directory()));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }

  /** The directory of models. */
  Path directory() {
    return models != null ? models : directory(data);
  }

  /** The directory of models of a data directory, unless the environment names another. */
  static Path directory(Path data) {
    return Stream.of(VARIABLES)
        .map(System::getenv)
        .filter(value -> value != null && !value.isBlank())
        .map(Path::of)
        .findFirst()
        .orElse(data.resolve("models"));
  }
}
