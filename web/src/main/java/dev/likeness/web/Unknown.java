package dev.likeness.web;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Segments;
import org.jspecify.annotations.Nullable;

/**
 * The answers about what is not enrolled. What may not be known to a caller is answered by the same
 * ones, so nothing tells the two apart.
 */
public final class Unknown {
  private Unknown() {}

  /** A gallery without faces. */
  public static Problem gallery(String gallery) {
    return Problem.of(Code.UNKNOWN_GALLERY, "gallery '" + gallery + "' has no faces")
        .with("field", "gallery");
  }

  /** A subject without faces. */
  public static Problem subject(String gallery, String subject) {
    return Problem.of(
            Code.UNKNOWN_SUBJECT,
            "subject '" + subject + "' of gallery '" + gallery + "' has no faces")
        .with("field", "subject");
  }

  /** A face that is not there. */
  public static Problem face(FaceKey key) {
    return Problem.of(Code.UNKNOWN_FACE, "face '" + key + "' is not known").with("field", "face");
  }

  /**
   * What a request names, as it came.
   *
   * @throws dev.likeness.faces.InvalidFaceKeyException if it can be no name
   */
  public static Problem of(String gallery, @Nullable String subject, @Nullable String face) {
    String inGallery = Segments.requireGallery(normal(gallery));
    if (subject == null) {
      return gallery(inGallery);
    }
    String ofSubject = Segments.require("subject", normal(subject));
    return face == null
        ? subject(inGallery, ofSubject)
        : face(new FaceKey(inGallery, ofSubject, Segments.require("face", normal(face))));
  }

  /** A name in the form it is enrolled in. */
  public static String normal(String name) {
    return Segments.normalize(name);
  }
}
