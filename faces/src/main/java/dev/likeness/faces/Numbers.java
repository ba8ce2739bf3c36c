package dev.likeness.faces;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Decimal numbers with commas between them, the form in which places in a photo travel. */
final class Numbers {
  private static final Pattern NUMBER = Pattern.compile(" *-?[0-9]{1,6}([.][0-9]{1,9})? *");
  private static final int DECIMALS = 6;

  private Numbers() {}

  /**
   * Reads {@code count} numbers, none of a million or more to either side.
   *
   * @param name of what is read, for the message
   * @param expected its form, for the message
   * @throws InvalidBoxException if the text has another form
   */
  static double[] parse(String name, String text, int count, String expected) {
    String[] parts = text.split(",", -1);
    if (parts.length != count || !Arrays.stream(parts).allMatch(p -> NUMBER.matcher(p).matches())) {
      throw InvalidBoxException.form(name, text, expected);
    }
    return Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
  }

  static String text(double... numbers) {
    return Arrays.stream(numbers)
        .mapToObj(number ->
            BigDecimal.valueOf(number)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString())
        .collect(Collectors.joining(","));
  }
}
