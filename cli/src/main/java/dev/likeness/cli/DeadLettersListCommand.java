package dev.likeness.cli;

import dev.likeness.client.model.DeadLetter;
import dev.likeness.client.model.DeadLetterPage;
import dev.likeness.client.model.RecordPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code likeness dead-letters list}: what is there, and why. */
@Command(name = "list", description = "List dead letters, oldest first.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DeadLettersListCommand implements Callable<Integer> {
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
    DeadLetterPage answer = asking.ask(client -> client.admin().listDeadLetters(limit, after));
    asking.print(answer, text(answer));
    return ExitCode.OK;
  }

  private static String text(DeadLetterPage answer) {
    List<DeadLetter> letters = answer.deadLetters();
    if (letters.isEmpty()) {
      return "no dead letters";
    }
    List<String> lines = new ArrayList<>();
    for (DeadLetter letter : letters) {
      RecordPlace source = letter.source();
      lines.add(
          String.format(
              Locale.ROOT,
              "%6d  %s  %s  %s  from %s %s:%s  key %s",
              letter.offset(),
              printable(letter.timestamp()),
              printable(known(letter.reason())),
              letter.tombstone() ? "tombstone" : letter.bytes() + " bytes",
              printable(known(source.topic())),
              known(source.partition()),
              known(source.offset()),
              key(letter)));
      lines.add(
          "        "
              + printable(Objects.requireNonNullElse(letter.detail(), "no detail was given")));
      if (letter.omitted() != null) {
        lines.add("        left out: " + printable(letter.omitted()));
      }
    }
    if (answer.next() != null) {
      lines.add("more: --after " + answer.next());
    }
    return String.join(System.lineSeparator(), lines);
  }

  private static String key(DeadLetter letter) {
    return letter.keyHex() != null
        ? "(hex) " + letter.keyHex()
        : "'" + printable(Objects.requireNonNullElse(letter.key(), "")) + "'";
  }

  private static String known(@Nullable Object value) {
    return value == null ? "?" : value.toString();
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
