package dev.likeness.vision.decode;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The accepted formats, told by a file's first bytes, never by its name. */
enum PhotoFormat {
  JPEG,
  PNG,
  WEBP,
  BMP,
  TIFF,
  GIF;

  private static final Map<String, String> UNSUPPORTED_STARTS =
      Map.of(
          "8BPS", "Photoshop",
          "II+\0", "BigTIFF",
          "MM\0+", "BigTIFF",
          "\0\0\1\0", "Windows icon",
          "v/1\1", "OpenEXR",
          "#?RADIANCE", "Radiance HDR",
          "\0\0\0\fjP  ", "JPEG 2000",
          "\0\0\0\fJXL ", "JPEG XL",
          "<svg", "SVG");

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

  /** The name of an image format that is recognised but not accepted. */
  static Optional<String> unsupported(byte[] file) {
    String start = start(file);
    if (start.startsWith("ftyp", 4)) {
      String brand = start.substring(8, Math.min(12, start.length()));
      return switch (brand) {
        case "avif", "avis" -> Optional.of("AVIF");
        case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1" -> Optional.of("HEIF");
        default -> Optional.empty();
      };
    }
    return UNSUPPORTED_STARTS.entrySet().stream()
        .filter(e -> start.startsWith(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String start(byte[] file) {
    return new String(file, 0, Math.min(16, file.length), StandardCharsets.ISO_8859_1);
  }
}
