package dev.likeness.cli;

import dev.likeness.client.model.ReindexRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code likeness reindex}: the index anew, from the log. */
@Command(
    name = "reindex",
    description = {
      "Build the index anew from the log, beside the one that answers, and let it take over.",
      "Queries go on meanwhile. Ctrl-C stops watching, not the building."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ReindexCommand implements Callable<Integer> {
  @Option(names = "--no-wait", description = "Begin, and do not wait until it has taken over.")
  private boolean noWait;

  @Option(names = "--cancel", description = "Give up what is being built.")
  private boolean cancel;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    if (cancel) {
      asking.print(
          asking.ask(client -> client.admin().cancelReindex()),
          "given up; the index that answers stays as it is");
      return ExitCode.OK;
    }
    return new Building(asking).run(new ReindexRequest(null), noWait);
  }
}
