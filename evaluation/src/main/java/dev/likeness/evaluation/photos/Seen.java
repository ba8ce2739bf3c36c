package dev.likeness.evaluation.photos;

import dev.likeness.faces.Box;
import dev.likeness.faces.Vector;

/** What was seen in a photo. */
public sealed interface Seen {
  /**
   * The one face of a photo.
   *
   * @param vector what the model made of it
   * @param box where it is, in pixels of the upright photo
   */
  record Face(Vector vector, Box box) implements Seen {}

  /**
   * A photo that is not compared.
   *
   * @param reason a stable code in capitals
   */
  record LeftOut(String reason) implements Seen {}
}
