package dev.likeness.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import tools.jackson.databind.JsonNode;

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

  /** How a find or verify was decided, after the threshold. */
  public static String ofAnswer(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    if (answer.has("fpir")) {
      text.append("a stranger is given a name in ")
          .append(text(answer.path("fpir").asDouble()))
          .append(" of searches of ")
          .append(answer.path("searched").asLong())
          .append(" faces, ");
    }
    return text.append("false match rate ")
        .append(text(answer.path("fmr").asDouble()))
        .append(answer.path("extrapolated").asBoolean() ? ", extrapolated" : "")
        .append(", model ")
        .append(answer.path("model").asString())
        .toString();
  }
}
