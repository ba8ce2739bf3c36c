package dev.likeness.evaluation.photos;

/** Looks at photos with one model. Safe for all threads. */
@FunctionalInterface
public interface FaceSource {
  /** The one face of a photo file, or why there is none to compare. */
  Seen look(byte[] photo);
}
