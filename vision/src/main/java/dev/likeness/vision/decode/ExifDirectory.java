package dev.likeness.vision.decode;

import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF structure, which is what EXIF is too: tag to first value (TIFF 6.0,
 * section 2). Only integer tags are kept.
 */
final class ExifDirectory {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int PHOTOMETRIC = 262;
  static final int ORIENTATION = 274;
  static final int SAMPLES_PER_PIXEL = 277;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;

  private static final int ENTRY = 12;
  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final Map<Integer, Long> values = new HashMap<>();

  /** Reads the structure that starts at {@code start}; its offsets count from there. */
  static ExifDirectory read(FileBytes file, long start) throws DamagedFileException {
    boolean littleEndian = file.u16(start, false) == 0x4949;
    long directory = start + file.u32(start + 4, littleEndian);
    int entries = file.u16(directory, littleEndian);
    ExifDirectory result = new ExifDirectory();
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + (long) i * ENTRY;
      int tag = file.u16(entry, littleEndian);
      int type = file.u16(entry + 2, littleEndian);
      long count = file.u32(entry + 4, littleEndian);
      if (count == 1) {
        switch (type) {
          case BYTE -> result.values.putIfAbsent(tag, (long) file.u8(entry + 8));
          case SHORT -> result.values.putIfAbsent(tag, (long) file.u16(entry + 8, littleEndian));
          case LONG -> result.values.putIfAbsent(tag, file.u32(entry + 8, littleEndian));
          default -> {}
        }
      }
    }
    return result;
  }

  /**
   * The orientation of an EXIF block inside another format, 1 (upright) if it is absent or damaged:
   * a broken note about a picture does not break the picture.
   */
  static int orientationAt(FileBytes file, long start) {
    try {
      return read(file, start).orientation();
    } catch (DamagedFileException broken) {
      return 1;
    }
  }

  long value(int tag, long otherwise) {
    return values.getOrDefault(tag, otherwise);
  }

  int orientation() {
    long value = value(ORIENTATION, 1);
    return value >= 1 && value <= 8 ? (int) value : 1;
  }
}
