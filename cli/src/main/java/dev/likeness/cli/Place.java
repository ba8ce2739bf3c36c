package dev.likeness.cli;

import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Segments;
import org.jspecify.annotations.Nullable;

/**
 * A gallery, a subject or a face, as a command line names it.
 *
 * @param subject null for a whole gallery
 * @param face null for a whole gallery or subject
 */
record Place(String gallery, @Nullable String subject, @Nullable String face) {
  /**
   * Reads {@code GALLERY[/SUBJECT[/FACE]]}.
   *
   * @throws Failure if it is not of that form, or a segment breaks the rule of face keys
   */
  static Place parse(String name) {
    String[] segments = Segments.normalize(name).split("/", -1);
    if (segments.length > 3) {
      throw new Failure("'" + name + "' is not GALLERY, GALLERY/SUBJECT or GALLERY/SUBJECT/FACE");
    }
    try {
      return new Place(
          Segments.require("gallery", segments[0]),
          segments.length > 1 ? Segments.require("subject", segments[1]) : null,
          segments.length > 2 ? Segments.require("face", segments[2]) : null);
    } catch (InvalidFaceKeyException e) {
      throw new Failure("BAD_KEY: " + e.getMessage(), e);
    }
  }
}
