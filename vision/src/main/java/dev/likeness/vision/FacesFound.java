package dev.likeness.vision;

import java.util.List;

/**
 * A photo with faces fit to be compared.
 *
 * @param faces at least one, largest first, in pixels of the upright photo as it was given
 * @param width of the upright photo in pixels
 * @param height of the upright photo in pixels
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
}
