package dev.likeness.cli;

import dev.likeness.client.LikenessClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code likeness rates}: the error rates that galleries are decided at. */
@Command(
    name = "rates",
    description = {
      "Set, show or remove the error rates that hold where a question names none.",
      "Rates, not similarities: they stay when the model changes."
    },
    mixinStandardHelpOptions = true,
    subcommands = {RatesSetCommand.class, RatesShowCommand.class, RatesRemoveCommand.class})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RatesCommand implements Runnable {
  private static final String PATH = "/v1/admin/rates";

  @Spec private CommandSpec spec;

  static String path() {
    return PATH;
  }

  static String path(String gallery) {
    return PATH + "/" + LikenessClient.segment(gallery);
  }

  /** The rates of one gallery. */
  static String text(JsonNode rates) {
    JsonNode own = rates.path("own");
    return rates.path("gallery").asString()
        + ": "
        + text("find fpir", rates.path("fpir").asDouble(), own.has("fpir"))
        + ", "
        + text("verify fmr", rates.path("fmr").asDouble(), own.has("fmr"));
  }

  private static String text(String what, double rate, boolean own) {
    return what + " " + Rates.text(rate) + (own ? "" : " (the server's)");
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "set, show or remove?");
  }
}
