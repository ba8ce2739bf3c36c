package dev.likeness.search;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Segments;
import dev.likeness.web.Form;

/** The segments of a face key as requests give them. */
final class Galleries {
  private Galleries() {}

  /** The gallery a form names, or the default one. */
  static String name(Form form) {
    return gallery(form.text("gallery").orElse(FaceKey.DEFAULT_GALLERY));
  }

  /** The gallery a request names. */
  static String gallery(String value) {
    return Segments.requireGallery(Segments.normalize(value));
  }

  static String segment(String field, String value) {
    return Segments.require(field, Segments.normalize(value));
  }
}
