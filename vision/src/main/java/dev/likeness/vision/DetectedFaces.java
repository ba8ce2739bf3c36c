package dev.likeness.vision;

import java.util.List;

/**
 * The faces of a photo, none of them embedded.
 *
 * @param faces largest first, in pixels of the photo as it was given, turned only as its EXIF says
 * @param width of that photo in pixels
 * @param height of that photo in pixels
 * @param timings where the time went
 */
public record DetectedFaces(List<DetectedFace> faces, int width, int height, StageTimings timings)
    implements PhotoFaces {
  public DetectedFaces {
    faces = List.copyOf(faces);
  }
}
