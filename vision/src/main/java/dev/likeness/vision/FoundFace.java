package dev.likeness.vision;

import dev.likeness.faces.Point;
import dev.likeness.vision.decode.Turn;
import dev.likeness.vision.detect.Detection;
import dev.likeness.vision.landmarks.FacePoints;

/**
 * A face and its points, in decoded pixels of the photo as it is.
 *
 * @param detection where it is
 * @param points of it
 * @param drift how little its points are to be relied on, see {@link
 *     dev.likeness.vision.landmarks.LandmarkNet.Located#drift()}
 * @param turn how the photo has to be turned for the face to be upright
 */
record FoundFace(Detection detection, FacePoints points, float drift, Turn turn) {
  /** The same in a picture in which this one's begins at (x, y). */
  FoundFace movedBy(int x, int y) {
    return new FoundFace(
        detection.movedBy(x, y), points.map(p -> new Point(p.x() + x, p.y() + y)), drift, turn);
  }
}
