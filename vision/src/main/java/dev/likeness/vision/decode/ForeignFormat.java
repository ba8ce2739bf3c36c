package dev.likeness.vision.decode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image format that is recognised by a file's first bytes but not decoded here, and what turns
 * such a file into one that is.
 *
 * @param name with its article
 * @param remedy the end of a sentence that says what to do
 */
record ForeignFormat(String name, String remedy) {
  private static final int BRANDS_AT = 8;
  private static final int MINOR_VERSION_AT = 12;
  private static final int BRAND = 4;
  private static final int MOST_BRANDS = 32;

  private static final String SAVE = "save it as JPEG or PNG in the program that made it";

  private static final ForeignFormat HEIC =
      new ForeignFormat(
          "a HEIC image, as iPhones take them",
          "convert it to JPEG with 'heif-convert photo.heic photo.jpg' (libheif), on a Mac with"
              + " 'sips -s format jpeg photo.heic --out photo.jpg', or set the camera to"
              + " 'Most Compatible'");

  private static final ForeignFormat HEIF =
      new ForeignFormat(
          "a HEIF image",
          "convert it to JPEG with 'heif-convert photo.heif photo.jpg' (libheif) or"
              + " 'magick photo.heif photo.jpg' (ImageMagick)");

  private static final ForeignFormat AVIF =
      new ForeignFormat(
          "an AVIF image",
          "convert it to PNG with 'avifdec photo.avif photo.png' (libavif) or"
              + " 'magick photo.avif photo.png' (ImageMagick)");

  private static final ForeignFormat JPEG_XL =
      new ForeignFormat(
          "a JPEG XL image",
          "convert it to JPEG with 'djxl photo.jxl photo.jpg' (libjxl) or"
              + " 'magick photo.jxl photo.jpg' (ImageMagick)");

  private static final List<String> HEIC_BRANDS =
      List.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");

  /** Formats by the bytes that their files start with. */
  private static final Map<String, ForeignFormat> STARTS =
      Map.ofEntries(
          Map.entry("\u00ff\n", JPEG_XL),
          Map.entry("\0\0\0\fJXL \r\n", JPEG_XL),
          Map.entry("\0\0\0\fjP  ", new ForeignFormat("a JPEG 2000 image", SAVE)),
          Map.entry("8BPS", new ForeignFormat("a Photoshop image", SAVE)),
          Map.entry("II+\0", new ForeignFormat("a BigTIFF image", SAVE)),
          Map.entry("MM\0+", new ForeignFormat("a BigTIFF image", SAVE)),
          Map.entry("\0\0\1\0", new ForeignFormat("a Windows icon", SAVE)),
          Map.entry("v/1\1", new ForeignFormat("an OpenEXR image", SAVE)),
          Map.entry("#?RADIANCE", new ForeignFormat("a Radiance HDR image", SAVE)),
          Map.entry("<svg", new ForeignFormat("an SVG drawing", SAVE)));

  /** The format of {@code file}, if it is one of these. */
  static Optional<ForeignFormat> of(byte[] file) {
    int most = Math.min(file.length, BRANDS_AT + BRAND * MOST_BRANDS);
    String start = new String(file, 0, most, StandardCharsets.ISO_8859_1);
    return start.startsWith("ftyp", 4)
        ? ofBrands(brands(start))
        : STARTS.entrySet().stream()
            .filter(one -> start.startsWith(one.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  /** The major brand, then those it is compatible with (ISO/IEC 14496-12, section 4.3). */
  private static List<String> brands(String start) {
    int end = Math.min(start.length(), start.charAt(2) << Byte.SIZE | start.charAt(3));
    List<String> brands = new ArrayList<>();
    for (int at = BRANDS_AT; at + BRAND <= end; at += BRAND) {
      if (at != MINOR_VERSION_AT) {
        brands.add(start.substring(at, at + BRAND));
      }
    }
    return brands;
  }

  private static Optional<ForeignFormat> ofBrands(List<String> brands) {
    String major = brands.isEmpty() ? "" : brands.getFirst();
    boolean general = major.equals("mif1") || major.equals("msf1") || major.equals("miaf");
    List<String> telling = general ? brands : List.of(major);
    if (telling.contains("avif") || telling.contains("avis")) {
      return Optional.of(AVIF);
    }
    if (telling.stream().anyMatch(HEIC_BRANDS::contains)) {
      return Optional.of(HEIC);
    }
    return general ? Optional.of(HEIF) : Optional.empty();
  }
}
