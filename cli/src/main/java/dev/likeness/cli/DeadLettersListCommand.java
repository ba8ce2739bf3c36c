package dev.likeness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code likeness dead-letters list}: what is there, and why. */
@Command(
    name = "list",
    description = "List dead letters, oldest first.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DeadLettersListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--limit",
      description = "Most letters, 1 to 1000 (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int limit;

  @Option(names = "--after", paramLabel = "OFFSET", description = "Only letters after this one.")
  private @Nullable Long after;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    String path =
        DeadLettersCommand.PATH + "?limit=" + limit + (after == null ? "" : "&after=" + after);
    JsonNode answer = asking.ask(client -> client.get(path));
    asking.print(spec.commandLine().getOut(), answer, text(answer));
    return ExitCode.OK;
  }

  private static String text(JsonNode answer) {
    JsonNode letters = answer.path("deadLetters");
    if (letters.isEmpty()) {
      return "no dead letters";
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode letter : letters) {
      JsonNode source = letter.path("source");
      lines.add(
          String.format(
              Locale.ROOT,
              "%6d  %s  %s  %s  from %s %s:%s  key %s",
              letter.path("offset").asLong(),
              printable(letter.path("timestamp").asString()),
              printable(letter.path("reason").asString("?")),
              letter.path("tombstone").asBoolean()
                  ? "tombstone"
                  : letter.path("bytes").asInt() + " bytes",
              printable(source.path("topic").asString("?")),
              printable(source.path("partition").asString("?")),
              printable(source.path("offset").asString("?")),
              key(letter)));
      lines.add("        " + printable(letter.path("detail").asString("no detail was given")));
      if (letter.has("omitted")) {
        lines.add("        left out: " + printable(letter.path("omitted").asString()));
      }
    }
    if (answer.has("next")) {
      lines.add("more: --after " + answer.path("next").asString());
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String key(JsonNode letter) {
    return letter.has("keyHex")
        ? "(hex) " + letter.path("keyHex").asString()
        : "'" + printable(letter.path("key").asString("")) + "'";
  }

  /** What a producer wrote must not move the cursor of whoever reads it. */
  private static String printable(String text) {
    return text.codePoints()
        .mapToObj(c ->
            Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                ? String.format(Locale.ROOT, "\\u%04x", c)
                : Character.toString(c))
        .collect(Collectors.joining());
  }
}
