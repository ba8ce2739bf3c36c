package dev.likeness.vision.decode;

import dev.likeness.faces.PhotoFormat;

/** Walks a GIF's blocks to the end of its first frame (GIF89a, section 20). */
final class GifHeader {
  private static final int SCREEN = 6;
  private static final int SCREEN_LENGTH = 7;

  private GifHeader() {}

  static PhotoHeader read(FileBytes file) throws DamagedFileException {
    long at = (long) SCREEN + SCREEN_LENGTH + colors(file.u8(SCREEN + 4));
    while (file.u8(at) == 0x21) {
      at = afterBlocks(file, at + 2);
    }
    if (file.u8(at) != 0x2C) {
      throw new DamagedFileException("the GIF file has no first frame");
    }
    long width = file.u16(at + 5, true);
    long height = file.u16(at + 7, true);
    afterBlocks(file, at + 10 + colors(file.u8(at + 9)) + 1);
    return PhotoHeader.inJava(PhotoFormat.GIF, width, height, 1);
  }

  private static int colors(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static long afterBlocks(FileBytes file, long from) throws DamagedFileException {
    long at = from;
    while (file.u8(at) != 0) {
      at += file.u8(at) + 1L;
    }
    return at + 1;
  }
}
