package dev.likeness.search.http;

import dev.likeness.faces.Embedding;
import dev.likeness.vision.FacesFound;
import org.jspecify.annotations.Nullable;

/**
 * The size of an upright photo, in pixels: the ones that the places beside it are given in.
 *
 * @param width from the left to the right
 * @param height from the top to the bottom
 */
public record PhotoSize(int width, int height) {
  /** Of a photo that was sent to be compared. */
  public static PhotoSize of(FacesFound found) {
    return new PhotoSize(found.width(), found.height());
  }

  /** Of the photo that is stored; null where a worker did not write it. */
  public static @Nullable PhotoSize ofStored(Embedding face) {
    return face.photoWidth() == 0 ? null : new PhotoSize(face.photoWidth(), face.photoHeight());
  }
}
