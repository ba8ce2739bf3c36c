package dev.likeness.faces;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * The rule for one segment of a {@link FaceKey}: 1 to 128 bytes of UTF-8, no {@code /}, no control
 * characters, in Unicode normalisation form C.
 */
public final class Segments {
  /** The longest segment, in bytes of UTF-8. */
  public static final int MAX_BYTES = 128;

  /** They would cut the segment where it stands in a path of a key or of a URL. */
  private static final String SEPARATORS = "/\\;";

  private static final String RESERVED = "likeness.";

  private Segments() {}

  /**
   * Returns {@code value} if it is a segment.
   *
   * @param field what the caller calls this segment, for the message
   * @throws InvalidFaceKeyException naming the field and the broken rule
   */
  public static String require(String field, String value) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0) {
      throw new InvalidFaceKeyException(field, field + " is empty");
    }
    if (bytes > MAX_BYTES) {
      throw new InvalidFaceKeyException(
          field, field + " has " + bytes + " bytes, at most " + MAX_BYTES + " are allowed");
    }
    value
        .codePoints()
        .filter(c -> SEPARATORS.indexOf(c) >= 0 || isForbidden(c))
        .findFirst()
        .ifPresent(c -> {
          throw new InvalidFaceKeyException(
              field, field + " contains the forbidden character U+%04X".formatted(c));
        });
    if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)) {
      throw new InvalidFaceKeyException(
          field, field + " is not in Unicode normalisation form C (NFC)");
    }
    return value;
  }

  /**
   * Returns {@code value} if it is a segment and names a gallery that callers may use: not a
   * reserved one.
   *
   * @throws InvalidFaceKeyException naming the broken rule
   */
  public static String requireGallery(String value) {
    String gallery = require("gallery", value);
    if (isReserved(gallery)) {
      throw new InvalidFaceKeyException(
          "gallery",
          "gallery '"
              + gallery
              + "' is reserved: choose a name that does not begin with "
              + RESERVED);
    }
    return gallery;
  }

  /** Whether a gallery is Likeness's own. No face is enrolled there, and no caller sees it. */
  public static boolean isReserved(String gallery) {
    return gallery.startsWith(RESERVED);
  }

  /** Brings text that a person typed to normalisation form C; the result may still break a rule. */
  public static String normalize(String value) {
    return Normalizer.normalize(value, Normalizer.Form.NFC);
  }

  private static boolean isForbidden(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }
}
