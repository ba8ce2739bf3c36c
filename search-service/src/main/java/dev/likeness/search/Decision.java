package dev.likeness.search;

import dev.likeness.faces.Thresholds;
import dev.likeness.vision.ModelCard;
import dev.likeness.web.Code;
import dev.likeness.web.Form;
import dev.likeness.web.Problem;
import java.util.OptionalDouble;

/**
 * From what similarity two faces count as the same person, and how often that is wrong.
 *
 * @param threshold cosine, in [-1, 1]
 * @param fmr the false match rate measured there, in (0, 1]
 */
record Decision(float threshold, double fmr) {
  private static final double RAREST = 1e-9;

  /** Reads {@code threshold} or {@code fmr}; neither means the model's default rate. */
  static Decision of(Form form, ModelCard card) {
    OptionalDouble threshold = form.decimal("threshold", -1, 1);
    OptionalDouble fmr = form.decimal("fmr", RAREST, 1);
    if (threshold.isPresent() && fmr.isPresent()) {
      throw Problem.of(
              Code.BAD_FIELD,
              "fields 'threshold' and 'fmr' were both given; each implies the other")
          .with("field", "fmr");
    }
    Thresholds thresholds = card.thresholds();
    float similarity =
        threshold.isPresent()
            ? (float) threshold.getAsDouble()
            : thresholds.forFmr(fmr.orElse(card.defaultFmr()));
    return new Decision(similarity, thresholds.fmrAt(similarity));
  }

  boolean accepts(float similarity) {
    return similarity >= threshold;
  }
}
