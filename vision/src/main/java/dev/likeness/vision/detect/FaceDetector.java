package dev.likeness.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds the faces of a photo: the fast net first, the thorough one when the fast one leaves a
 * doubt, and once more with empty space around when a face may fill the photo. Thread-safe.
 */
public final class FaceDetector {
  private static final int FAST_SIDE = 416;
  private static final float FAST_CANDIDATE = 0.3f;
  private static final float FAST_CERTAIN = 0.75f;
  private static final float THOROUGH_CERTAIN = 0.5f;
  private static final double CLEARLY_VISIBLE = 0.12;
  private static final double BORDER = 0.5;

  private final FastDetector fast;
  private final ThoroughDetector thorough;

  /** A cascade of the two. */
  public FaceDetector(FastDetector fast, ThoroughDetector thorough) {
    this.fast = fast;
    this.thorough = thorough;
  }

  /**
   * The faces of {@code photo} in its pixels, largest first, none twice.
   *
   * @param all whether small faces beside a large one matter; if not, one clearly visible face ends
   *     the search
   */
  public List<Detection> detect(Mat photo, boolean all) {
    List<Detection> quick = fast.detect(photo, FAST_SIDE, 0, FAST_CANDIDATE);
    if (!all && noDoubt(quick, photo)) {
      return quick;
    }
    List<Detection> found = new ArrayList<>(thorough.detect(photo, 0, THOROUGH_CERTAIN));
    quick.stream().filter(d -> d.score() >= FAST_CERTAIN).forEach(found::add);
    if (found.isEmpty()) {
      found.addAll(thorough.detect(photo, BORDER, THOROUGH_CERTAIN));
    }
    return Suppression.strongest(found).stream()
        .sorted(Comparator.comparingDouble((Detection d) -> d.box().area()).reversed())
        .toList();
  }

  private static boolean noDoubt(List<Detection> quick, Mat photo) {
    return quick.size() == 1
        && quick.getFirst().score() >= FAST_CERTAIN
        && quick.getFirst().box().shorterSide()
            >= CLEARLY_VISIBLE * Math.max(photo.cols(), photo.rows());
  }
}
