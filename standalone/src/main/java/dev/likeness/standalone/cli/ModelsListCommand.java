package dev.likeness.standalone.cli;

import dev.likeness.cli.ExitCode;
import dev.likeness.vision.ModelStore;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code likeness models list}: the models that are there. */
@Command(name = "list", description = "List the models: id, where from, dimension, licence, name.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsListCommand implements Callable<Integer> {
  @Mixin private ModelsPlace place;

  @Override
  public Integer call() {
    List<ModelLine> models = place.with(ModelStore::list).stream().map(ModelLine::of).toList();
    place.print(
        models,
        models.stream().map(ModelLine::text).collect(Collectors.joining(System.lineSeparator())));
    return models.stream().allMatch(ModelLine::usable) ? ExitCode.OK : ExitCode.NO;
  }
}
