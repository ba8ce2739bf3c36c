package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Vector;

/**
 * One face of a photo, in pixels of the photo as it was given, turned only as its EXIF says.
 *
 * @param box where it is
 * @param landmarks its five points
 * @param confidence the detector's, in [0, 1]
 * @param quality what its picture is worth
 * @param rotated by how many degrees the photo was turned clockwise to be read with the face
 *     upright: 0, 90, 180 or 270; the points' left and right, and the angles of the quality, are
 *     those of the face turned so
 * @param vector what the model made of it, of unit length
 */
public record FaceInPhoto(
    Box box, Landmarks landmarks, float confidence, Quality quality, int rotated, Vector vector) {
  FaceInPhoto sent(Cut cut) {
    return new FaceInPhoto(
        cut.sent(box), cut.sent(landmarks), confidence, quality, rotated, vector);
  }
}
