package dev.likeness.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds the faces of a photo: a few glances with the fast net first, the thorough one when they
 * leave a doubt, and that one again with empty space around the photo when it sees nothing, because
 * a face that fills the photo lacks the surroundings it needs. Thread-safe.
 */
public final class FaceDetector {
  private static final float CANDIDATE = 0.2f;
  private static final float CERTAIN = 0.75f;
  private static final float THOROUGH_CERTAIN = 0.5f;
  private static final double WIDE_BORDER = 1;

  private static final int SMALL_PHOTO = 256;
  private static final Glance WHOLE = new Glance(416, 0, 0.09);
  private static final Glance CLOSER = new Glance(608, 0, 0.09);
  private static final List<Glance> TIGHT =
      List.of(new Glance(224, 0.25, 0.25), new Glance(256, 0.5, 0.25));

  private final FastDetector fast;
  private final ThoroughDetector thorough;

  /** A cascade of the two. */
  public FaceDetector(FastDetector fast, ThoroughDetector thorough) {
    this.fast = fast;
    this.thorough = thorough;
  }

  /**
   * One look with the fast net.
   *
   * @param longSide of the net's input, in pixels
   * @param border empty space around the photo, as a share of its long side
   * @param leastFace how large a face must be to settle the search, as a share of the long side
   */
  private record Glance(int longSide, double border, double leastFace) {}

  /**
   * The faces of {@code photo} in its pixels, largest first, none twice.
   *
   * @param all whether small faces beside a large one matter; if not, one clearly visible face
   *     settles the search
   */
  public List<Detection> detect(Mat photo, boolean all) {
    List<Detection> glanced = new ArrayList<>();
    if (!all) {
      Optional<Detection> settled = glance(photo, glanced);
      if (settled.isPresent()) {
        return List.of(settled.get());
      }
    } else {
      glanced.addAll(look(photo, WHOLE));
    }
    List<Detection> found = new ArrayList<>(thorough.detect(photo, 0, THOROUGH_CERTAIN));
    glanced.stream().filter(d -> d.score() >= CERTAIN).forEach(found::add);
    if (found.isEmpty()) {
      found.addAll(thorough.detect(photo, WIDE_BORDER, THOROUGH_CERTAIN));
    }
    return Suppression.strongest(found).stream()
        .sorted(Comparator.comparingDouble((Detection d) -> d.box().area()).reversed())
        .toList();
  }

  /**
   * The one face that is beyond doubt, if there is one; what else was seen goes to {@code seen}.
   */
  private Optional<Detection> glance(Mat photo, List<Detection> seen) {
    int longSide = Math.max(photo.cols(), photo.rows());
    if (longSide > SMALL_PHOTO) {
      List<Detection> whole = look(photo, WHOLE);
      if (settles(whole, WHOLE, longSide)) {
        return Optional.of(whole.getFirst());
      }
      seen.addAll(whole);
      if (whole.size() == 1) {
        List<Detection> closer = look(photo, CLOSER);
        if (settles(closer, CLOSER, longSide)
            && Suppression.sameFace(closer.getFirst(), whole.getFirst())) {
          return Optional.of(closer.getFirst());
        }
      }
      if (whole.size() > 1) {
        return Optional.empty();
      }
    }
    for (Glance glance : TIGHT) {
      List<Detection> tight = look(photo, glance);
      if (settles(tight, glance, longSide)) {
        return Optional.of(tight.getFirst());
      }
      seen.addAll(tight);
    }
    return Optional.empty();
  }

  private List<Detection> look(Mat photo, Glance glance) {
    return fast.detect(photo, glance.longSide(), glance.border(), CANDIDATE);
  }

  private static boolean settles(List<Detection> found, Glance glance, int longSide) {
    return found.size() == 1
        && found.getFirst().score() >= CERTAIN
        && found.getFirst().box().shorterSide() >= glance.leastFace() * longSide;
  }
}
