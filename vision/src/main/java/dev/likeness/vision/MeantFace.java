package dev.likeness.vision;

import dev.likeness.faces.Box;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Finds the face that a box means. It looks at the box and its surroundings first, as closely as at
 * a photo of them, and at the whole photo only if they show nothing in the box. Thread-safe.
 */
record MeantFace(FaceFinder finder) {
  /**
   * How much of its surroundings a face is looked at with, in sizes of the face: as much as is
   * stored, then less, because a face that fills the picture is seen by other cells of the net.
   */
  private static final List<Double> MARGINS = List.of(1.0, 0.4, 0.7);

  /** How much of both a box and a face must be shared if the face's centre is not in the box. */
  private static final double SAME_PLACE = 0.4;

  /**
   * The faces of a photo, or of a part of it.
   *
   * @param in those in the box, the one that fills it best first
   * @param beside the others
   */
  record Found(List<FoundFace> in, List<FoundFace> beside) {
    private static final double AS_WELL = 0.5;

    /** Whether a second face fills the box nearly as well as the first. */
    boolean isAmbiguous(Box box) {
      return in.size() > 1 && overlap(in.get(1), box) >= AS_WELL * overlap(in.get(0), box);
    }
  }

  /**
   * @param box in pixels of {@code photo}, in which some of it lies
   */
  Found find(Mat photo, Box box, Stopwatch watch) {
    for (double margin : MARGINS) {
      Found found = near(photo, box, margin, false, watch);
      if (!found.in().isEmpty()) {
        return found;
      }
    }
    Found every = near(photo, box, MARGINS.getFirst(), true, watch);
    return every.in().isEmpty() ? sorted(finder.find(photo, true, watch), box) : every;
  }

  private Found near(Mat photo, Box box, double margin, boolean all, Stopwatch watch) {
    Box near = box.withMargin((float) (margin * Math.max(box.width(), box.height())));
    int left = Math.clamp((long) Math.floor(near.x()), 0, photo.cols() - 1);
    int top = Math.clamp((long) Math.floor(near.y()), 0, photo.rows() - 1);
    int right = Math.clamp((long) Math.ceil(near.x() + near.width()), left + 1, photo.cols());
    int bottom = Math.clamp((long) Math.ceil(near.y() + near.height()), top + 1, photo.rows());
    try (Rect where = new Rect(left, top, right - left, bottom - top);
        Mat part = photo.apply(where)) {
      return sorted(moved(finder.find(part, all, watch), left, top), box);
    }
  }

  private static List<FoundFace> moved(List<FoundFace> found, int x, int y) {
    return found.stream().map(face -> face.movedBy(x, y)).toList();
  }

  private static Found sorted(List<FoundFace> faces, Box box) {
    return new Found(
        faces.stream()
            .filter(face -> isIn(face, box))
            .sorted(Comparator.comparingDouble((FoundFace face) -> overlap(face, box)).reversed())
            .toList(),
        faces.stream().filter(face -> !isIn(face, box)).toList());
  }

  private static boolean isIn(FoundFace face, Box box) {
    return box.hasCentreOf(face.detection().box()) || overlap(face, box) > SAME_PLACE;
  }

  private static double overlap(FoundFace face, Box box) {
    return face.detection().box().overlap(box);
  }
}
