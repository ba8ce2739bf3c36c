package dev.likeness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code likeness rates show}. */
@Command(
    name = "show",
    description = "Show the rates of a gallery, or the server's and those of all that have any.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RatesShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "GALLERY", arity = "0..1", description = "The gallery; all if none.")
  private @Nullable String gallery;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    String path = gallery == null ? RatesCommand.path() : RatesCommand.path(gallery);
    JsonNode answer = asking.ask(client -> client.get(path));
    asking.print(
        spec.commandLine().getOut(),
        answer,
        gallery == null ? all(answer) : RatesCommand.text(answer));
    return ExitCode.OK;
  }

  private static String all(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "the server: find fpir "
            + Rates.text(answer.path("fpir").asDouble())
            + ", verify fmr "
            + Rates.text(answer.path("fmr").asDouble()));
    answer.path("galleries").forEach(rates -> lines.add(RatesCommand.text(rates)));
    return String.join(System.lineSeparator(), lines);
  }
}
