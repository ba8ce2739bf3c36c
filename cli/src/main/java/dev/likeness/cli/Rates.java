package dev.likeness.cli;

import dev.likeness.client.model.FindAnswer;
import dev.likeness.client.model.VerifyAnswer;
import java.math.BigDecimal;
import java.math.MathContext;

/** Error rates as people read them. */
public final class Rates {
  private static final MathContext FIGURES = new MathContext(3);
  private static final double READABLE_PERCENT = 1e-4;

  private Rates() {}

  /** A rate in percent, {@code 0.1 %}; a very low one as one in so many, {@code 1 in 2500000}. */
  public static String text(double rate) {
    return rate > 0 && rate < READABLE_PERCENT
        ? "1 in " + new BigDecimal(1 / rate).round(FIGURES).toPlainString()
        : percent(rate) + " %";
  }

  private static String percent(double rate) {
    return new BigDecimal(100 * rate).round(FIGURES).stripTrailingZeros().toPlainString();
  }

  /** How a search was decided, after the threshold. */
  static String of(FindAnswer answer) {
    return "a stranger is given a name in "
        + text(answer.fpir())
        + " of searches of "
        + answer.searched()
        + " faces, "
        + decided(answer.fmr(), answer.extrapolated(), answer.model());
  }

  /** How a verification was decided, after the threshold. */
  static String of(VerifyAnswer answer) {
    return decided(answer.fmr(), answer.extrapolated(), answer.model());
  }

  private static String decided(double fmr, boolean extrapolated, String model) {
    return "false match rate "
        + text(fmr)
        + (extrapolated ? ", extrapolated" : "")
        + ", model "
        + model;
  }
}
