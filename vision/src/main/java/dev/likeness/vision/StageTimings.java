package dev.likeness.vision;

/**
 * How long each stage took for one photo, over all its faces, in nanoseconds. A stage that did not
 * run took 0.
 *
 * @param decodeNanos header, pixels, orientation
 * @param detectNanos every detector pass
 * @param landmarkNanos crops and points
 * @param alignNanos warp and quality
 * @param embedNanos the recognition net
 */
public record StageTimings(
    long decodeNanos, long detectNanos, long landmarkNanos, long alignNanos, long embedNanos) {
  /** The sum of all stages. */
  public long totalNanos() {
    return decodeNanos + detectNanos + landmarkNanos + alignNanos + embedNanos;
  }
}
