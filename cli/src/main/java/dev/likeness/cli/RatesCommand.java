package dev.likeness.cli;

import dev.likeness.client.model.GalleryRates;
import dev.likeness.client.model.OwnRates;
import picocli.CommandLine.Command;

/** {@code likeness rates}: the error rates that galleries are decided at. */
@Command(
    name = "rates",
    description = {
      "Set, show or remove the error rates that hold where a question names none.",
      "Rates, not similarities: they stay when the model changes."
    },
    subcommands = {RatesSetCommand.class, RatesShowCommand.class, RatesRemoveCommand.class})
public final class RatesCommand {
  /** The rates of one gallery. */
  static String text(GalleryRates rates) {
    OwnRates own = rates.own();
    return rates.gallery()
        + ": "
        + text("find fpir", rates.fpir(), own.fpir() != null)
        + ", "
        + text("verify fmr", rates.fmr(), own.fmr() != null);
  }

  private static String text(String what, double rate, boolean own) {
    return what + " " + Rates.text(rate) + (own ? "" : " (the server's)");
  }
}
