package dev.likeness.vision.decode;

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
 */
record PhotoHeader(
    PhotoFormat format,
    long width,
    long height,
    int orientation,
    boolean plain,
    boolean buffered,
    boolean inJava) {

  static PhotoHeader of(PhotoFormat format, long width, long height, int orientation) {
    return new PhotoHeader(format, width, height, orientation, false, true, false);
  }

  static PhotoHeader inJava(PhotoFormat format, long width, long height, int orientation) {
    return new PhotoHeader(format, width, height, orientation, false, true, true);
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

  long pixels() {
    return width > Long.MAX_VALUE / height ? Long.MAX_VALUE : width * height;
  }
}
