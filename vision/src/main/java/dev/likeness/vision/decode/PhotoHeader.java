package dev.likeness.vision.decode;

import dev.likeness.faces.PhotoFormat;

/**
 * What a file says about itself before it is decoded.
 *
 * @param format by its magic bytes
 * @param width of the pixels as decoded, before orientation
 * @param height of the pixels as decoded, before orientation
 * @param orientation the EXIF value still to be applied, 1 to 8
 * @param plain a baseline JPEG without metadata or trailing bytes
 * @param buffered the decoder must hold the whole image whatever size is asked for
 * @param inJava whether Java decodes it, not OpenCV
 * @param passes how often the decoder goes over the picture; more than 1 for a JPEG in scans
 */
record PhotoHeader(
    PhotoFormat format,
    long width,
    long height,
    int orientation,
    boolean plain,
    boolean buffered,
    boolean inJava,
    int passes) {

  static PhotoHeader of(PhotoFormat format, long width, long height, int orientation) {
    return new PhotoHeader(format, width, height, orientation, false, true, false, 1);
  }

  static PhotoHeader inJava(PhotoFormat format, long width, long height, int orientation) {
    return new PhotoHeader(format, width, height, orientation, false, true, true, 1);
  }

  static PhotoHeader read(PhotoFormat format, FileBytes file) throws DamagedFileException {
    PhotoHeader header =
        switch (format) {
          case JPEG -> JpegHeader.read(file);
          case PNG -> PngHeader.read(file);
          case WEBP -> WebpHeader.read(file);
          case BMP -> BmpHeader.read(file);
          case TIFF -> TiffHeader.read(file);
          case GIF -> GifHeader.read(file);
        };
    if (header.width < 1 || header.height < 1) {
      throw new DamagedFileException(
          "the " + format + " header declares " + header.width + "×" + header.height + " pixels");
    }
    return header;
  }

  boolean sideways() {
    return orientation >= 5;
  }

  /** How many pixels all passes go over. */
  long passed() {
    return pixels() > Long.MAX_VALUE / passes ? Long.MAX_VALUE : pixels() * passes;
  }

  long pixels() {
    return width > Long.MAX_VALUE / height ? Long.MAX_VALUE : width * height;
  }
}
