package dev.likeness.vision.decode;

import dev.likeness.faces.PhotoFormat;

/**
 * Reads the first page's directory of a TIFF. Its orientation is part of the format, not of EXIF,
 * and OpenCV applies it unasked; so the size reported here is the upright one. Java does not, and
 * decodes the pages that have an alpha channel.
 */
final class TiffHeader {
  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int SEPARATED = 5;

  private TiffHeader() {}

  static PhotoHeader read(FileBytes file) throws DamagedFileException {
    ExifDirectory page = ExifDirectory.read(file, 0);
    long width = page.value(ExifDirectory.WIDTH, 0);
    long height = page.value(ExifDirectory.HEIGHT, 0);
    long tile = Math.max(page.value(ExifDirectory.TILE_WIDTH, 0), 1);
    long tileHeight = Math.max(page.value(ExifDirectory.TILE_HEIGHT, 0), 1);
    if (tile > 2 * width + 4096 || tileHeight > 2 * height + 4096) {
      throw new DamagedFileException(
          "the TIFF file of "
              + width
              + "×"
              + height
              + " pixels is stored in tiles of "
              + tile
              + "×"
              + tileHeight);
    }
    if (hasAlpha(page)) {
      return PhotoHeader.inJava(PhotoFormat.TIFF, width, height, page.orientation());
    }
    boolean sideways = page.orientation() >= 5;
    return PhotoHeader.of(
        PhotoFormat.TIFF, sideways ? height : width, sideways ? width : height, 1);
  }

  /** More samples a pixel than the colours of its photometric interpretation need. */
  private static boolean hasAlpha(ExifDirectory page) {
    long colours =
        switch ((int) page.value(ExifDirectory.PHOTOMETRIC, RGB)) {
          case WHITE_IS_ZERO, BLACK_IS_ZERO, PALETTE -> 1;
          case SEPARATED -> 4;
          default -> 3;
        };
    return page.value(ExifDirectory.SAMPLES_PER_PIXEL, 1) > colours;
  }
}
