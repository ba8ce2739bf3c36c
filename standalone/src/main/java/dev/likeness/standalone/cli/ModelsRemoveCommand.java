package dev.likeness.standalone.cli;

import dev.likeness.cli.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code likeness models remove}: a model less. */
@Command(
    name = "remove",
    description = {
      "Remove a model from the directory of models.",
      "Migrate to another one first: a Likeness whose model is gone does not start."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsRemoveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The model.")
  private String id;

  @Mixin private ModelsPlace place;

  @Override
  public Integer call() {
    place.with(models -> {
      models.remove(id);
      return id;
    });
    place.print(Map.of("removed", id), "removed " + id);
    return ExitCode.OK;
  }
}
