package dev.likeness.faces;

import org.jspecify.annotations.Nullable;

/**
 * A photo that cannot be found, and why.
 *
 * @param reason the stable code
 * @param detail the same for a person: the value at fault and the remedy, never photo content
 * @param source the enrollment record
 * @param quality of the face that was found and is not good enough; null if none was measured
 */
public record Rejection(Reason reason, String detail, Source source, @Nullable Quality quality)
    implements Outcome {
  /** A photo in which no face was measured. */
  public Rejection(Reason reason, String detail, Source source) {
    this(reason, detail, source, null);
  }
}
