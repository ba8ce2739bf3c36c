package dev.likeness.vision;

/**
 * What the engine demands of photos.
 *
 * @param severalFacesRatio an enrollment with a second face of at least this share of the largest
 *     one's area is rejected as ambiguous, in (0, 1]
 * @param enrollment what a face needs to be enrolled
 * @param probe what a face needs to be compared; looser, because a bad probe harms one answer and a
 *     bad enrollment every answer
 */
public record EngineSettings(
    double severalFacesRatio, QualityLimits enrollment, QualityLimits probe) {
  public EngineSettings {
    if (!(severalFacesRatio > 0 && severalFacesRatio <= 1)) {
      throw new IllegalArgumentException(
          "severalFacesRatio is " + severalFacesRatio + ", expected above 0 and at most 1");
    }
  }

  /** Settings that keep everything the measured photos show recognisable. */
  public static EngineSettings defaults() {
    return new EngineSettings(
        0.5, new QualityLimits(32, 8, 15, 245, 65, 60), new QualityLimits(20, 2, 6, 252, 90, 90));
  }
}
