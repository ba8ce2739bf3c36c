package dev.likeness.evaluation;

/**
 * A figure and its 95 % interval.
 *
 * @param value the figure, from all the data
 * @param low where the interval begins
 * @param high where it ends
 */
public record Estimate(double value, double low, double high) {
  /**
   * The same, for a rate at which nothing was counted among {@code n}: the interval then ends at
   * 3/n (see {@link Support}), because samples of data without an error have none either.
   */
  Estimate boundedFor(long n) {
    return value == 0 && n > 0 ? new Estimate(0, 0, Math.min(1, Support.RULE_OF_THREE / n)) : this;
  }

  /** One less this; for a share of which the rest is an error rate. */
  public Estimate complement() {
    return new Estimate(1 - value, 1 - high, 1 - low);
  }
}
