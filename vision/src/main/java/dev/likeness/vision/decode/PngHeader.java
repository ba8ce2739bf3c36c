package dev.likeness.vision.decode;

import dev.likeness.faces.PhotoFormat;

/** Walks a PNG's chunks up to IEND (W3C PNG, section 5); a file without it is truncated. */
final class PngHeader {
  private static final int SIGNATURE = 8;
  private static final int CHUNK_FRAME = 12;

  private PngHeader() {}

  static PhotoHeader read(FileBytes file) throws DamagedFileException {
    if (!file.ascii(SIGNATURE + 4, 4).equals("IHDR")) {
      throw new DamagedFileException("the PNG file does not start with an IHDR chunk");
    }
    long width = file.u32(SIGNATURE + 8, false);
    long height = file.u32(SIGNATURE + 12, false);
    int orientation = 1;
    long at = SIGNATURE;
    String type = "";
    while (!type.equals("IEND")) {
      long length = file.u32(at, false);
      type = file.ascii(at + 4, 4);
      file.require(at, CHUNK_FRAME + length);
      if (type.equals("eXIf")) {
        orientation = ExifDirectory.orientationAt(file, at + 8);
      }
      at += CHUNK_FRAME + length;
    }
    return PhotoHeader.of(PhotoFormat.PNG, width, height, orientation);
  }
}
