package dev.likeness.vision;

import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.PhotoDecoder;
import dev.likeness.vision.decode.Undecodable;

/**
 * Brings photos into the form they are stored in: upright, at most {@link
 * PhotoLimits#STORED_LONG_SIDE} pixels on the long side, a JPEG that carries no camera metadata.
 *
 * <p>A photo that already has this form is kept byte for byte. Needs no model. Thread-safe.
 */
public final class PhotoNormalizer {
  private static final int JPEG_QUALITY = 92;

  private final PhotoDecoder decoder =
      new PhotoDecoder(PhotoLimits.MAX_BYTES, PhotoLimits.MAX_PIXELS);

  /** Normalises one photo, of any accepted format, at most {@link PhotoLimits#MAX_BYTES} long. */
  public NormalizedPhoto normalize(byte[] photo) {
    return switch (decoder.decode(photo, PhotoLimits.STORED_LONG_SIDE)) {
      case Undecodable bad -> new Unusable(bad.reason(), bad.detail());
      case DecodedPhoto decoded -> {
        try (decoded) {
          yield store(photo, decoded);
        }
      }
    };
  }

  private static StoredPhoto store(byte[] photo, DecodedPhoto decoded) {
    if (decoded.plainJpeg()
        && Math.max(decoded.width(), decoded.height()) <= PhotoLimits.STORED_LONG_SIDE) {
      return new StoredPhoto(photo, decoded.width(), decoded.height());
    }
    try (DecodedPhoto shrunk = decoded.shrunkTo(PhotoLimits.STORED_LONG_SIDE)) {
      return new StoredPhoto(
          shrunk.toJpeg(JPEG_QUALITY), shrunk.pixels().cols(), shrunk.pixels().rows());
    }
  }
}
