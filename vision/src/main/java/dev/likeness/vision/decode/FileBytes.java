package dev.likeness.vision.decode;

import java.nio.charset.StandardCharsets;

/** Bounds-checked reads of a file. */
final class FileBytes {
  private final byte[] bytes;

  FileBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  int u8(long at) throws DamagedFileException {
    require(at, 1);
    return bytes[(int) at] & 0xff;
  }

  int u16(long at, boolean littleEndian) throws DamagedFileException {
    int first = u8(at);
    int second = u8(at + 1);
    return littleEndian ? second << 8 | first : first << 8 | second;
  }

  long u32(long at, boolean littleEndian) throws DamagedFileException {
    long first = u16(at, littleEndian);
    long second = u16(at + 2, littleEndian);
    return littleEndian ? second << 16 | first : first << 16 | second;
  }

  int u24le(long at) throws DamagedFileException {
    return u16(at, true) | u8(at + 2) << 16;
  }

  String ascii(long at, int count) throws DamagedFileException {
    require(at, count);
    return new String(bytes, (int) at, count, StandardCharsets.ISO_8859_1);
  }

  void require(long at, long count) throws DamagedFileException {
    if (at < 0 || count < 0 || at + count > bytes.length) {
      throw new DamagedFileException(
          "the file is truncated: it has "
              + bytes.length
              + " bytes and promises at least "
              + (at + count));
    }
  }
}
