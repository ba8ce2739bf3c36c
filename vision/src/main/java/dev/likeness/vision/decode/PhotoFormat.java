package dev.likeness.vision.decode;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The accepted formats, told by a file's first bytes, never by its name. */
enum PhotoFormat {
  JPEG,
  PNG,
  WEBP,
  BMP,
  TIFF,
  GIF;

  /** The format of {@code file}, if it is one of these. */
  static Optional<PhotoFormat> of(byte[] file) {
    String start = start(file);
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return Optional.of(WEBP);
    }
    if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
      return Optional.of(TIFF);
    }
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of(GIF);
    }
    return start.startsWith("BM") && file.length >= 26 ? Optional.of(BMP) : Optional.empty();
  }

  /**
   * Whether OpenCV answers its alpha channel, if it has one, beside colours not multiplied by it.
   */
  boolean hasPlainAlpha() {
    return this == PNG || this == WEBP || this == BMP;
  }

  private static String start(byte[] file) {
    return new String(file, 0, Math.min(16, file.length), StandardCharsets.ISO_8859_1);
  }
}
