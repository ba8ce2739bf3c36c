package dev.likeness.cli;

import dev.likeness.faces.PhotoFormat;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file or directory that is not sent.
 *
 * @param why it is not, and what to do if it is a photo
 */
public record LeftOut(String file, String why) {
  /** Whether a file is a photo by its name. */
  public static boolean isPhoto(Path file) {
    return PhotoFormat.isNamedAsOne(file);
  }

  public static LeftOut of(Path file) {
    return new LeftOut(file.toString(), isHidden(file) ? "a hidden file" : why(suffix(file)));
  }

  private static String why(String suffix) {
    return switch (suffix) {
      case "heic", "heics" ->
          "HEIC is not read here: convert it to JPEG with heif-convert, or sips on a Mac";
      case "heif", "heifs", "hif" -> "HEIF is not read here: convert it to JPEG with heif-convert";
      case "avif", "avifs" -> "AVIF is not read here: convert it to PNG with avifdec";
      case "jxl" -> "JPEG XL is not read here: convert it to JPEG with djxl";
      case "jp2", "j2k", "psd", "svg", "exr", "hdr", "ico" ->
          suffix.toUpperCase(Locale.ROOT) + " is not read here: save it as JPEG or PNG";
      case "cr2", "cr3", "nef", "arw", "dng", "raf", "orf", "rw2" ->
          "raw camera files are not read here: develop it and save it as JPEG";
      default -> "not a photo by its name";
    };
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  private static String suffix(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
