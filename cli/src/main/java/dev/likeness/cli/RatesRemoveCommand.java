package dev.likeness.cli;

import dev.likeness.client.model.GalleryRates;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code likeness rates remove}. */
@Command(name = "remove", description = "Remove the rates of a gallery: the server's hold again.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RatesRemoveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "GALLERY", description = "The gallery.")
  private String gallery;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    GalleryRates answer = asking.ask(client -> client.admin().removeRates(gallery));
    asking.print(answer, RatesCommand.text(answer));
    return ExitCode.OK;
  }
}
