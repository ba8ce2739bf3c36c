package dev.likeness.cli;

import dev.likeness.client.model.ReindexRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code likeness migrate}: every stored photo through another model. */
@Command(
    name = "migrate",
    description = {
      "Embed every stored photo with another model, index that, and let it take over.",
      "The model that answers goes on until then. The way back is the same command with the model"
          + " before."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class MigrateCommand implements Callable<Integer> {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "ID",
      description = "The model; its bundle has to be there for workers and search.")
  private String model;

  @Option(names = "--no-wait", description = "Begin, and do not wait until it has taken over.")
  private boolean noWait;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    return new Building(asking).run(new ReindexRequest(model), noWait);
  }
}
