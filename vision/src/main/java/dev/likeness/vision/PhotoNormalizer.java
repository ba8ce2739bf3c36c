package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.faces.InvalidBoxException;
import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.PhotoDecoder;
import dev.likeness.vision.decode.Undecodable;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings photos into the form they are stored in: upright, at most {@link
 * PhotoLimits#STORED_LONG_SIDE} pixels on the long side, a JPEG that carries no camera metadata. A
 * larger photo is cut around its face first, so that shrinking it does not take the face's pixels;
 * one that shows no face, or several of similar size, is kept whole.
 *
 * <p>A photo that already has this form is kept byte for byte. Thread-safe.
 *
 * <p>A large baseline JPEG is decoded at a fraction of its size to look for the face, and once more
 * only if the face is so small that it would lose pixels. Other photos have to be decoded whole to
 * see anything of them, so that is done once.
 */
public final class PhotoNormalizer {
  /** Detectors look at no more; searching a larger picture would only shrink it more often. */
  private static final int SEARCHED_LONG_SIDE = 1024;

  private final Function<DecodedPhoto, Optional<Box>> onlyFace;
  private final PhotoDecoder decoder =
      new PhotoDecoder(PhotoLimits.MAX_BYTES, PhotoLimits.MAX_PIXELS);

  /**
   * @param engine finds the faces of large photos; asked for when the first of them comes
   */
  public PhotoNormalizer(Supplier<FaceEngine> engine) {
    this((DecodedPhoto photo) -> engine.get().onlyFace(photo));
  }

  /**
   * @param onlyFace the face that a photo is cut around, in pixels of the photo; empty if there is
   *     none, or several of similar size
   */
  PhotoNormalizer(Function<DecodedPhoto, Optional<Box>> onlyFace) {
    this.onlyFace = onlyFace;
  }

  /**
   * Normalises one photo, of any accepted format, at most {@link PhotoLimits#MAX_BYTES} long.
   *
   * @param box where the face that is meant is, in pixels of the upright photo; null if the photo
   *     has to show it by itself
   * @throws InvalidBoxException if nothing of the photo is in the box
   */
  public NormalizedPhoto normalize(byte[] photo, @Nullable Box box) {
    return switch (decoder.decodeSparing(photo, PhotoLimits.STORED_LONG_SIDE)) {
      case Undecodable bad -> new Unusable(bad.reason(), bad.detail());
      case DecodedPhoto decoded -> {
        try (decoded) {
          yield store(photo, decoded, box);
        }
      }
    };
  }

  /** Whether the file of a decoded photo has the form in which photos are stored. */
  static boolean isStoredForm(DecodedPhoto photo) {
    return photo.plainJpeg()
        && Math.max(photo.width(), photo.height()) <= PhotoLimits.STORED_LONG_SIDE;
  }

  /**
   * As {@link #normalize}, of a photo that {@link PhotoDecoder#decodeSparing} has decoded to be
   * stored.
   */
  StoredPhoto store(byte[] file, DecodedPhoto photo, @Nullable Box box) {
    if (box != null && box.intersection(new Box(0, 0, photo.width(), photo.height())) <= 0) {
      throw InvalidBoxException.outside(box, photo.width(), photo.height());
    }
    if (isStoredForm(photo)) {
      return new StoredPhoto(
          file, photo.width(), photo.height(), Cut.none(photo.width(), photo.height()), box);
    }
    if (Math.max(photo.width(), photo.height()) <= PhotoLimits.STORED_LONG_SIDE) {
      return FaceCut.whole(photo, box);
    }
    return (box == null ? face(photo) : Optional.of(box))
        .map(face -> around(file, photo, face))
        .orElseGet(() -> FaceCut.whole(photo, null));
  }

  /** The one face of a photo, in its own pixels. */
  private Optional<Box> face(DecodedPhoto photo) {
    try (DecodedPhoto searched = photo.shrunkToLook(SEARCHED_LONG_SIDE)) {
      return onlyFace.apply(searched);
    }
  }

  private StoredPhoto around(byte[] file, DecodedPhoto photo, Box face) {
    double coarsest = FaceCut.coarsest(face);
    if (photo.scale() <= coarsest) {
      return FaceCut.around(photo, face);
    }
    if (decoder.decodeAsFineAs(file, coarsest) instanceof DecodedPhoto decoded) {
      try (decoded) {
        return FaceCut.around(decoded, face);
      }
    }
    throw new IllegalStateException("the photo was decoded once and cannot be decoded again");
  }
}
