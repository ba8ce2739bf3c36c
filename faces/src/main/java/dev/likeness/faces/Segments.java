package dev.likeness.faces;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * The rule for one segment of a {@link FaceKey}: 1 to 128 bytes of UTF-8 in Unicode normalisation
 * form C, none of {@code / \ ;}, no control characters, none that cannot be seen, not blank, and
 * neither {@code .} nor {@code ..}, which have another meaning in the path of a URL.
 */
public final class Segments {
  /** The longest segment, in bytes of UTF-8. */
  public static final int MAX_BYTES = 128;

  /** They would cut the segment where it stands in a path of a key or of a URL. */
  private static final String SEPARATORS = "/\\;";

  /** Letters and marks that show nothing: Default_Ignorable_Code_Point in Unicode. */
  private static final String FILLERS =
      "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2065\u3164\uffa0";

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
    if (value.codePoints().allMatch(Segments::isSpace)) {
      throw new InvalidFaceKeyException(field, field + " is blank");
    }
    if (value.equals(".") || value.equals("..")) {
      throw new InvalidFaceKeyException(
          field, field + " is '" + value + "', which no path of a URL can have");
    }
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
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> FILLERS.indexOf(codePoint) >= 0 || isIgnorable(codePoint);
    };
  }

  /** Variation selectors, and what Unicode keeps for more of their kind. */
  private static boolean isIgnorable(int codePoint) {
    return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xFFF0 && codePoint <= 0xFFF8)
        || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
  }

  private static boolean isSpace(int codePoint) {
    return Character.isSpaceChar(codePoint) || Character.isWhitespace(codePoint);
  }
}
