package dev.likeness.search;

import dev.likeness.faces.Embedding;
import dev.likeness.vision.FacesFound;
import org.jspecify.annotations.Nullable;

/** Of an upright photo, in pixels: the ones that the places beside it are given in. */
record PhotoSize(int width, int height) {
  /** Of a photo that was sent to be compared. */
  static PhotoSize of(FacesFound found) {
    return new PhotoSize(found.width(), found.height());
  }

  /** Of the photo that is stored; null where a worker did not write it. */
  static @Nullable PhotoSize ofStored(Embedding face) {
    return face.photoWidth() == 0 ? null : new PhotoSize(face.photoWidth(), face.photoHeight());
  }
}
