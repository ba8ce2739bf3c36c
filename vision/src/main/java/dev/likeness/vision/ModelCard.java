package dev.likeness.vision;

import dev.likeness.faces.Thresholds;
import dev.likeness.vision.detect.FastDetector;
import dev.likeness.vision.embed.ChipTemplate;
import java.util.List;
import java.util.Map;

/**
 * What a model bundle says about itself, read from its {@code card.json}.
 *
 * @param id names the model and its topic; letters, digits, dots and dashes
 * @param dimension of the vectors it makes
 * @param licence of the weights, an SPDX expression
 * @param source where the weights come from
 * @param files the nets by role
 * @param anchors of the fast detector
 * @param alignment where the recognition net wants a face's points
 * @param mean the mean embedding, subtracted before normalising; empty if there is none
 * @param thresholds similarity by false match rate, as measured
 * @param defaultFmr the false match rate to aim for when nobody says otherwise
 */
public record ModelCard(
    String id,
    int dimension,
    String licence,
    String source,
    Map<String, File> files,
    List<FastDetector.Anchor> anchors,
    ChipTemplate alignment,
    List<Float> mean,
    Thresholds thresholds,
    double defaultFmr) {
  /**
   * One file of the bundle.
   *
   * @param name without a directory
   * @param bytes its length
   * @param sha256 64 lower-case hex digits
   */
  public record File(String name, long bytes, String sha256) {}

  public ModelCard {
    files = Map.copyOf(files);
    anchors = List.copyOf(anchors);
    mean = List.copyOf(mean);
    if (!mean.isEmpty() && mean.size() != dimension) {
      throw new IllegalArgumentException(
          "mean has " + mean.size() + " components, expected dimension " + dimension + " or none");
    }
  }

  /** The similarity above which two faces count as one person, at {@link #defaultFmr()}. */
  public float defaultThreshold() {
    return thresholds.forFmr(defaultFmr);
  }
}
