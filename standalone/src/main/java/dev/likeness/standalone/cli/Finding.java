package dev.likeness.standalone.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor says about one thing.
 *
 * @param subject what was looked at
 * @param text what was seen
 * @param remedy what to do about it; null if nothing is to be done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Finding(Level level, String subject, String text, @Nullable String remedy) {
  /** How bad it is: works; works less well; does not work. */
  enum Level {
    OK,
    WARN,
    FAIL
  }

  static Finding ok(String subject, String text) {
    return new Finding(Level.OK, subject, text, null);
  }

  static Finding warn(String subject, String text, String remedy) {
    return new Finding(Level.WARN, subject, text, remedy);
  }

  static Finding fail(String subject, String text, String remedy) {
    return new Finding(Level.FAIL, subject, text, remedy);
  }

  String line() {
    String line = String.format(Locale.ROOT, "%-4s  %-10s %s", level, subject, text);
    return remedy == null ? line : line + System.lineSeparator() + " ".repeat(17) + "→ " + remedy;
  }
}
