package dev.likeness.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds the faces of a photo. Where one clearly visible face is enough, the thorough net looks at a
 * reduced size first, which settles most photos of one large face, then the fast net takes a few
 * glances; a small photo is mostly a face cut out tightly, and the other way round. What is left in
 * doubt goes to the thorough net at full size, and again with empty space around the photo when it
 * sees nothing, because a face that fills the photo lacks the surroundings it needs; the space
 * first where it has helped the glances. Thread-safe.
 */
public final class FaceDetector {
  private static final float CANDIDATE = 0.2f;
  private static final float THOROUGH_CERTAIN = 0.5f;
  private static final double WIDE_BORDER = 1;

  private static final int SMALL_PHOTO = 256;
  private static final Glance WHOLE = new Glance(416, 0, 0.09);
  private static final Glance NEAR = new Glance(224, 0.25, 0.25);
  private static final Glance TIGHT = new Glance(256, 0.5, 0.25);
  private static final List<Glance> OF_LARGE = List.of(WHOLE, NEAR, TIGHT);
  private static final List<Glance> OF_SMALL = List.of(NEAR, TIGHT);
  private static final Glance REDUCED = new Glance(192, 0.25, 0.3);

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
   * @param all whether small faces beside a large one matter; if not, one clearly visible face
   *     settles the search
   */
  public List<Detection> detect(Mat photo, boolean all) {
    Glances glances = new Glances(Math.max(photo.cols(), photo.rows()));
    if (all) {
      var _ = glance(photo, List.of(WHOLE), glances);
    } else {
      Optional<Detection> settled = settle(photo, glances);
      if (settled.isPresent()) {
        return List.of(settled.get());
      }
    }
    return Suppression.strongest(lookThoroughly(photo, glances)).stream()
        .sorted(Comparator.comparingDouble((Detection d) -> d.box().area()).reversed())
        .toList();
  }

  /** The one face that is beyond doubt, if there is one. */
  private Optional<Detection> settle(Mat photo, Glances glances) {
    if (glances.longSide() <= SMALL_PHOTO) {
      return glance(photo, OF_SMALL, glances).or(() -> confirm(photo, glances));
    }
    return confirm(photo, glances).or(() -> glance(photo, OF_LARGE, glances));
  }

  private Optional<Detection> glance(Mat photo, List<Glance> plan, Glances glances) {
    for (Glance glance : plan) {
      List<Detection> found = fast.detect(photo, glance.longSide(), glance.border(), CANDIDATE);
      glances.add(glance, found);
      if (found.size() > 1 || glances.settled().isPresent()) {
        break;
      }
    }
    return glances.settled();
  }

  private Optional<Detection> confirm(Mat photo, Glances glances) {
    return glances.confirming(REDUCED, thorough.detectReduced(photo, REDUCED, THOROUGH_CERTAIN));
  }

  /** A face that a border made more visible fills the photo. */
  private List<Detection> lookThoroughly(Mat photo, Glances glances) {
    double first = glances.areTight() ? WIDE_BORDER : 0;
    List<Detection> found = new ArrayList<>(thorough.detect(photo, first, THOROUGH_CERTAIN));
    found.addAll(glances.certain());
    if (found.isEmpty()) {
      found.addAll(thorough.detect(photo, WIDE_BORDER - first, THOROUGH_CERTAIN));
    }
    return found;
  }
}
