package dev.likeness.search;

import org.springframework.http.MediaType;

/** The media type of stored photo bytes, by their first bytes. */
final class PhotoType {
  private static final MediaType WEBP = MediaType.valueOf("image/webp");
  private static final MediaType BMP = MediaType.valueOf("image/bmp");
  private static final MediaType TIFF = MediaType.valueOf("image/tiff");

  private PhotoType() {}

  static MediaType of(byte[] photo) {
    if (starts(photo, 0xFF, 0xD8)) {
      return MediaType.IMAGE_JPEG;
    }
    if (starts(photo, 0x89, 'P', 'N', 'G')) {
      return MediaType.IMAGE_PNG;
    }
    if (starts(photo, 'G', 'I', 'F')) {
      return MediaType.IMAGE_GIF;
    }
    if (starts(photo, 'R', 'I', 'F', 'F')) {
      return WEBP;
    }
    if (starts(photo, 'B', 'M')) {
      return BMP;
    }
    if (starts(photo, 'I', 'I') || starts(photo, 'M', 'M')) {
      return TIFF;
    }
    return MediaType.APPLICATION_OCTET_STREAM;
  }

  private static boolean starts(byte[] photo, int... magic) {
    if (photo.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((photo[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
