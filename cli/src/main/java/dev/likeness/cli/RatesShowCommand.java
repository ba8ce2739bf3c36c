package dev.likeness.cli;

import dev.likeness.client.model.AllRates;
import dev.likeness.client.model.GalleryRates;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code likeness rates show}. */
@Command(
    name = "show",
    description = "Show the rates of a gallery, or the server's and those of all that have any.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RatesShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "GALLERY", arity = "0..1", description = "The gallery; all if none.")
  private @Nullable String gallery;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    if (gallery == null) {
      AllRates all = asking.ask(client -> client.admin().listRates());
      asking.print(all, text(all));
    } else {
      String one = gallery;
      GalleryRates rates = asking.ask(client -> client.admin().getRates(one));
      asking.print(rates, RatesCommand.text(rates));
    }
    return ExitCode.OK;
  }

  private static String text(AllRates all) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "the server: find fpir "
            + Rates.text(all.fpir())
            + ", verify fmr "
            + Rates.text(all.fmr()));
    all.galleries().forEach(rates -> lines.add(RatesCommand.text(rates)));
    return String.join(System.lineSeparator(), lines);
  }
}
