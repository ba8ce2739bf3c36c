package dev.likeness.vision.decode;

import dev.likeness.faces.PhotoFormat;

/**
 * Walks a JPEG's marker segments from start to end (ITU-T T.81, annex B). Going to the end is what
 * finds a truncated file: the decoder itself fills what is missing with grey and reports nothing.
 */
final class JpegHeader {
  private static final int MAX_SCANS = 200;

  private final FileBytes file;
  private int frame;
  private int width;
  private int height;
  private int scans;
  private int orientation = 1;
  private boolean metadata;

  private JpegHeader(FileBytes file) {
    this.file = file;
  }

  static PhotoHeader read(FileBytes file) throws DamagedFileException {
    return new JpegHeader(file).walk();
  }

  private PhotoHeader walk() throws DamagedFileException {
    int at = 2;
    while (true) {
      at = nextMarker(at);
      int marker = file.u8(at++);
      if (marker == 0xD9) {
        break;
      }
      if (marker == 0x01 || marker == 0xD8 || isRestart(marker)) {
        continue;
      }
      int length = file.u16(at, false);
      file.require(at, Math.max(length, 2));
      segment(marker, at + 2, length - 2);
      at += Math.max(length, 2);
      if (marker == 0xDA) {
        at = afterScan(at);
      }
    }
    if (frame == 0 || scans == 0) {
      throw new DamagedFileException("the JPEG file has no picture between its markers");
    }
    boolean progressive = frame != 0xC0 && frame != 0xC1;
    boolean plain = frame == 0xC0 && !metadata && orientation == 1 && at == file.length();
    return new PhotoHeader(
        PhotoFormat.JPEG, width, height, orientation, plain, progressive, false, scans);
  }

  private void segment(int marker, int at, int length) throws DamagedFileException {
    switch (marker) {
      case 0xDA -> countScan();
      case 0xE0, 0xE2, 0xEE, 0xDB, 0xDD, 0xC4, 0xC8, 0xCC -> {}
      case 0xE1 -> {
        metadata = true;
        if (length > 14 && file.ascii(at, 6).equals("Exif\0\0")) {
          orientation = ExifDirectory.orientationAt(file, at + 6L);
        }
      }
      default -> {
        if (marker >= 0xC0 && marker <= 0xCF) {
          frame(marker, at);
        } else {
          metadata = true;
        }
      }
    }
  }

  private void frame(int marker, int at) throws DamagedFileException {
    if (frame != 0) {
      throw new DamagedFileException("the JPEG file declares two pictures in one");
    }
    frame = marker;
    height = file.u16(at + 1L, false);
    width = file.u16(at + 3L, false);
  }

  private void countScan() throws DamagedFileException {
    if (++scans > MAX_SCANS) {
      throw new DamagedFileException(
          "the JPEG file has more than " + MAX_SCANS + " scans, each a pass over the picture");
    }
  }

  private int nextMarker(int from) throws DamagedFileException {
    int at = from;
    while (file.u8(at) != 0xFF) {
      at++;
    }
    while (file.u8(at) == 0xFF) {
      at++;
    }
    return at;
  }

  private int afterScan(int from) throws DamagedFileException {
    int at = from;
    while (true) {
      if (file.u8(at) == 0xFF) {
        int next = file.u8(at + 1L);
        if (next != 0 && next != 0xFF && !isRestart(next)) {
          return at;
        }
      }
      at++;
    }
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xD0 && marker <= 0xD7;
  }
}
