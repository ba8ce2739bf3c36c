package dev.likeness.faces;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats of photos that are read. What a file is of is told by its first bytes. */
public enum PhotoFormat {
  JPEG("image/jpeg", "jpg", "jpeg", "jpe", "jfif"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  BMP("image/bmp", "bmp"),
  TIFF("image/tiff", "tif", "tiff"),
  GIF("image/gif", "gif");

  private static final int BMP_HEADER = 26;

  private final String mediaType;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> suffixes;

  PhotoFormat(String mediaType, String... suffixes) {
    this.mediaType = mediaType;
    this.suffixes = List.of(suffixes);
  }

  /** The format of {@code file}, if it is one of these. */
  public static Optional<PhotoFormat> of(byte[] file) {
    String start = new String(file, 0, Math.min(16, file.length), StandardCharsets.ISO_8859_1);
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
    return start.startsWith("BM") && file.length >= BMP_HEADER
        ? Optional.of(BMP)
        : Optional.empty();
  }

  /** Whether a file is a photo by its name; hidden ones are none. */
  public static boolean isNamedAsOne(Path file) {
    String name = file.getFileName().toString();
    String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && Stream.of(values()).anyMatch(format -> format.suffixes.contains(suffix));
  }

  public String mediaType() {
    return mediaType;
  }

  /** What the name of such a file ends with, with its dot. */
  public String suffix() {
    return "." + suffixes.getFirst();
  }
}
