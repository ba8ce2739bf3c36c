package dev.likeness.web;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.springframework.boot.convert.DurationStyle;

/** Durations as requests give them. */
public final class Durations {
  private Durations() {}

  /**
   * Reads {@code PT5S} (ISO 8601) or {@code 5s}.
   *
   * @param field what the caller calls it, for the message
   * @throws Problem {@link Code#BAD_FIELD} if it is no duration, negative, or longer than {@code
   *     longest}
   */
  public static Duration parse(String field, String text, Duration longest) {
    try {
      Duration duration = DurationStyle.detectAndParse(text);
      if (!duration.isNegative() && duration.compareTo(longest) <= 0) {
        return duration;
      }
    } catch (IllegalArgumentException | DateTimeParseException e) {
      // told below
    }
    throw Problem.bad(field, text, "a duration from PT0S to " + longest + ", such as PT5S");
  }
}
