package dev.likeness.vision;

import dev.likeness.faces.Cut;
import java.util.List;

/**
 * A photo with faces fit to be compared.
 *
 * @param faces at least one, largest first, in pixels of the photo as it was given, turned only as
 *     its EXIF says
 * @param width of that photo in pixels
 * @param height of that photo in pixels
 * @param timings where the time went
 */
public record FacesFound(List<FaceInPhoto> faces, int width, int height, StageTimings timings)
    implements PhotoAnalysis {
  public FacesFound {
    faces = List.copyOf(faces);
    if (faces.isEmpty()) {
      throw new IllegalArgumentException("faces is empty, expected at least one");
    }
  }

  /** The same, in pixels of the photo as sent, of which {@code cut} says what this photo keeps. */
  FacesFound sent(Cut cut) {
    return new FacesFound(
        faces.stream().map(face -> face.sent(cut)).toList(), cut.width(), cut.height(), timings);
  }
}
