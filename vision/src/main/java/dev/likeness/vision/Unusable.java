package dev.likeness.vision;

import dev.likeness.faces.Reason;

/**
 * A photo that cannot be stored or compared.
 *
 * @param reason the code callers may branch on
 * @param detail one sentence with the numbers, fit to be shown to whoever sent the photo
 * @param faces how many faces of similar size are in the photo if they are the reason; otherwise 0
 */
public record Unusable(Reason reason, String detail, int faces)
    implements PhotoAnalysis, NormalizedPhoto {
  /** For a reason other than several faces. */
  public Unusable(Reason reason, String detail) {
    this(reason, detail, 0);
  }
}
