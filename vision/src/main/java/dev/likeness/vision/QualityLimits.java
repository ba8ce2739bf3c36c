package dev.likeness.vision;

import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import java.util.Locale;
import java.util.Optional;

/**
 * Bounds on {@link Quality}, in its units.
 *
 * @param minSize pixels
 * @param minSharpness variance of the Laplacian
 * @param minBrightness luma, 0 to 255
 * @param maxBrightness luma, 0 to 255
 * @param maxYaw degrees to either side
 * @param maxPitch degrees up or down
 */
public record QualityLimits(
    float minSize,
    float minSharpness,
    float minBrightness,
    float maxBrightness,
    float maxYaw,
    float maxPitch) {
  public QualityLimits {
    if (!(minBrightness < maxBrightness)) {
      throw new IllegalArgumentException(
          "minBrightness is " + minBrightness + ", expected below maxBrightness " + maxBrightness);
    }
  }

  /** Why a face of {@code quality} does not pass, if it does not. */
  Optional<Unusable> objection(Quality quality) {
    if (quality.size() < minSize) {
      return Optional.of(
          new Unusable(
              Reason.FACE_TOO_SMALL,
              "the face is "
                  + Math.round(quality.size())
                  + " pixels wide, at least "
                  + Math.round(minSize)
                  + " are needed"));
    }
    if (quality.sharpness() < minSharpness) {
      return tooLow("the face is blurred: its sharpness", quality.sharpness(), minSharpness);
    }
    if (quality.brightness() < minBrightness) {
      return tooLow("the face is dark: its brightness", quality.brightness(), minBrightness);
    }
    if (quality.brightness() > maxBrightness) {
      return tooHigh("the face is washed out: its brightness", quality.brightness(), maxBrightness);
    }
    if (Math.abs(quality.yaw()) > maxYaw) {
      return tooHigh("the face is turned to the side: its yaw", Math.abs(quality.yaw()), maxYaw);
    }
    if (Math.abs(quality.pitch()) > maxPitch) {
      return tooHigh(
          "the face is turned up or down: its pitch", Math.abs(quality.pitch()), maxPitch);
    }
    return Optional.empty();
  }

  private static Optional<Unusable> tooLow(String what, float value, float least) {
    return lowQuality(what, value, "at least", least);
  }

  private static Optional<Unusable> tooHigh(String what, float value, float most) {
    return lowQuality(what, value, "at most", most);
  }

  private static Optional<Unusable> lowQuality(
      String what, float value, String comparison, float limit) {
    return Optional.of(
        new Unusable(
            Reason.LOW_QUALITY,
            String.format(
                Locale.ROOT, "%s is %.1f, expected %s %.1f", what, value, comparison, limit)));
  }
}
