package dev.likeness.vision.decode;

/**
 * Reads the first page's directory of a TIFF. Its orientation is part of the format, not of EXIF,
 * and the decoder applies it unasked; so the size reported here is the upright one.
 */
final class TiffHeader {
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
    boolean sideways = page.orientation() >= 5;
    return PhotoHeader.of(
        PhotoFormat.TIFF, sideways ? height : width, sideways ? width : height, 1);
  }
}
