package dev.likeness.vision;

import dev.likeness.faces.Thresholds;
import dev.likeness.vision.embed.Alignment;
import dev.likeness.vision.embed.FaceInput;
import dev.likeness.vision.embed.FaceOutput;
import java.util.List;

/**
 * What a model bundle says about itself, read from its {@code card.json}.
 *
 * @param id names the model, its directory and its topic; see {@link #isId}
 * @param name for people
 * @param licence of the weights
 * @param source where the weights come from
 * @param limits what the model must not be used for, a sentence each
 * @param recognition the file of its net
 * @param input what the net takes
 * @param output what the net answers
 * @param alignment how a face is cut out for it
 * @param flip whether the mirror image is embedded as well and the two averaged
 * @param mean the mean embedding, subtracted before normalising; empty if there is none
 * @param thresholds similarity by false match rate
 * @param defaultFmr the false match rate to aim for in a verification when nobody says otherwise
 * @param defaultFpir the false positive identification rate to aim for in a find when nobody says
 *     otherwise
 */
public record ModelCard(
    String id,
    String name,
    Licence licence,
    String source,
    List<String> limits,
    SealedFile recognition,
    FaceInput input,
    FaceOutput output,
    Alignment alignment,
    boolean flip,
    List<Float> mean,
    Thresholds thresholds,
    double defaultFmr,
    double defaultFpir) {
  /** What an id looks like. */
  public static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  /** The same in words. */
  public static final String ID_RULE =
      "1 to 100 letters, digits, dots, dashes and underscores, beginning with a letter or digit";

  /**
   * The licence of a model's weights, as somebody declares it.
   *
   * @param id an SPDX expression
   * @param declaredBy who says so and where
   * @param unknown what is not known about it; empty if nothing is
   */
  public record Licence(String id, String declaredBy, String unknown) {}

  public ModelCard {
    limits = List.copyOf(limits);
    mean = List.copyOf(mean);
    if (!isId(id)) {
      throw new IllegalArgumentException("id is '" + id + "', expected " + ID_RULE);
    }
    if (!mean.isEmpty() && mean.size() != output.dimension()) {
      throw new IllegalArgumentException(
          "mean has "
              + mean.size()
              + " components, expected dimension "
              + output.dimension()
              + " or none");
    }
    requireRate("thresholds.defaultFmr", defaultFmr);
    requireRate("thresholds.defaultFpir", defaultFpir);
  }

  private static void requireRate(String field, double rate) {
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          field + " is " + rate + ", expected above 0 and at most 1");
    }
  }

  /**
   * Whether {@code id} can name a model: it then also is the name of a directory and of a topic.
   */
  public static boolean isId(String id) {
    return id.matches(ID);
  }

  /** How many components a vector has. */
  public int dimension() {
    return output.dimension();
  }

  /** The similarity above which two faces count as one person, at {@link #defaultFmr()}. */
  public float defaultThreshold() {
    return thresholds.forFmr(defaultFmr);
  }
}
