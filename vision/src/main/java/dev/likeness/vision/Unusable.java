package dev.likeness.vision;

import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A photo that cannot be stored or compared.
 *
 * @param reason the code callers may branch on
 * @param detail one sentence with the numbers, fit to be shown to whoever sent the photo
 * @param quality of the face that was found and is not good enough; null if none was measured
 * @param faces how many faces of similar size are in the photo if they are the reason; otherwise 0
 */
public record Unusable(Reason reason, String detail, @Nullable Quality quality, int faces)
    implements PhotoAnalysis, PhotoFaces, NormalizedPhoto {
  /** A photo in which no face was measured. */
  public Unusable(Reason reason, String detail) {
    this(reason, detail, null, 0);
  }

  /** A photo of several faces of similar size. */
  Unusable(Reason reason, String detail, int faces) {
    this(reason, detail, null, faces);
  }

  Unusable measured(Quality measured) {
    return new Unusable(reason, detail, measured, faces);
  }
}
