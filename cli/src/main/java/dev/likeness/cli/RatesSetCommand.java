package dev.likeness.cli;

import dev.likeness.client.model.GalleryRates;
import dev.likeness.client.model.RatesRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness rates set}. */
@Command(
    name = "set",
    description = {
      "Set the rates of a gallery, for all instances and for good.",
      "What is not given is the server's again."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RatesSetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "GALLERY", description = "The gallery; it may have no faces yet.")
  private String gallery;

  @Option(
      names = "--fpir",
      paramLabel = "RATE",
      description = "For find: how often a stranger may be given a name.")
  private @Nullable Double fpir;

  @Option(
      names = "--fmr",
      paramLabel = "RATE",
      description = "For verify: how often two strangers' faces may pass for one person's.")
  private @Nullable Double fmr;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    if (fpir == null && fmr == null) {
      throw new Failure("give --fpir, --fmr or both; 'rates remove' removes them");
    }
    RatesRequest rates = new RatesRequest(fmr, fpir);
    GalleryRates answer = asking.ask(client -> client.admin().setRates(gallery, rates));
    asking.print(answer, RatesCommand.text(answer));
    return ExitCode.OK;
  }
}
