package dev.likeness.search.compare;

import dev.likeness.faces.Vector;
import dev.likeness.vision.FaceInPhoto;
import org.jspecify.annotations.Nullable;

/**
 * A vector that is compared.
 *
 * @param face of the photo that it was made from; null if the vector itself was given, or is an
 *     enrolled one
 */
record Probe(Vector vector, @Nullable FaceInPhoto face) {
  static Probe of(FaceInPhoto face) {
    return new Probe(face.vector(), face);
  }

  static Probe of(Vector vector) {
    return new Probe(vector, null);
  }
}
