package dev.likeness.vision.decode;

import dev.likeness.faces.PhotoFormat;

/** Reads a Windows or OS/2 bitmap's header and checks that its rows are all there. */
final class BmpHeader {
  private static final int OS2_HEADER = 12;

  private BmpHeader() {}

  static PhotoHeader read(FileBytes file) throws DamagedFileException {
    boolean os2 = file.u32(14, true) == OS2_HEADER;
    long width = os2 ? file.u16(18, true) : (int) file.u32(18, true);
    long height = os2 ? file.u16(20, true) : Math.abs((long) (int) file.u32(22, true));
    int bits = file.u16(os2 ? 24 : 28, true);
    long compression = os2 ? 0 : file.u32(30, true);
    if (compression == 0 && width > 0 && width * height <= Integer.MAX_VALUE) {
      long row = (width * bits + 31) / 32 * 4;
      file.require(file.u32(10, true), row * height);
    }
    return PhotoHeader.of(PhotoFormat.BMP, width, height, 1);
  }
}
