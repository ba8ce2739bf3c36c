package dev.likeness.vision.decode;

import dev.likeness.faces.PhotoFormat;

/** Reads a WebP's first chunk and looks for its EXIF chunk (RFC 9649). */
final class WebpHeader {
  private static final int FIRST_CHUNK = 12;
  private static final int CHUNK_FRAME = 8;

  private WebpHeader() {}

  static PhotoHeader read(FileBytes file) throws DamagedFileException {
    long end = CHUNK_FRAME + file.u32(4, true);
    file.require(0, end);
    int body = FIRST_CHUNK + CHUNK_FRAME;
    String first = file.ascii(FIRST_CHUNK, 4);
    return switch (first) {
      case "VP8 " -> simple(file.u16(body + 6, true) & 0x3fff, file.u16(body + 8, true) & 0x3fff);
      case "VP8L" -> {
        long bits = file.u32(body + 1, true);
        yield simple((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
      }
      case "VP8X" ->
          PhotoHeader.of(
              PhotoFormat.WEBP,
              file.u24le(body + 4) + 1L,
              file.u24le(body + 7) + 1L,
              orientation(file, end));
      default -> throw new DamagedFileException("the WebP file starts with no picture chunk");
    };
  }

  private static PhotoHeader simple(long width, long height) {
    return PhotoHeader.of(PhotoFormat.WEBP, width, height, 1);
  }

  private static int orientation(FileBytes file, long end) throws DamagedFileException {
    long at = FIRST_CHUNK;
    while (at + CHUNK_FRAME <= end) {
      long length = file.u32(at + 4, true);
      if (file.ascii(at, 4).equals("EXIF")) {
        long block = at + CHUNK_FRAME;
        boolean prefixed = length > 6 && file.ascii(block, 6).equals("Exif\0\0");
        return ExifDirectory.orientationAt(file, prefixed ? block + 6 : block);
      }
      at += CHUNK_FRAME + length + (length & 1);
    }
    return 1;
  }
}
