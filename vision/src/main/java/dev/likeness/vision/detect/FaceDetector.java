package dev.likeness.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds the faces of a photo: a few glances with the fast net first; when they leave a doubt, the
 * thorough net at a reduced size, which settles it if one large face is all there is; then that net
 * at full size, and again with empty space around the photo when it sees nothing, because a face
 * that fills the photo lacks the surroundings it needs; the space first where it has helped the
 * glances. Thread-safe.
 */
public final class FaceDetector {
  private static final float CANDIDATE = 0.2f;
  private static final float THOROUGH_CERTAIN = 0.5f;
  private static final double WIDE_BORDER = 1;

  private static final int SMALL_PHOTO = 256;
  private static final Glance WHOLE = new Glance(416, 0, 0.09);
  private static final List<Glance> TIGHT =
      List.of(new Glance(224, 0.25, 0.25), new Glance(256, 0.5, 0.25));
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
      glances.add(WHOLE, look(photo, WHOLE));
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

  /**
   * The one face that is beyond doubt, if there is one. What the first glance has seen uncertainly
   * is confirmed or not; where it has seen nothing, cheaper glances may be enough.
   */
  private Optional<Detection> settle(Mat photo, Glances glances) {
    int seen = glances.longSide() > SMALL_PHOTO ? glance(photo, WHOLE, glances) : 0;
    Optional<Detection> settled = glances.settled();
    if (settled.isEmpty() && seen > 0) {
      settled = confirm(photo, glances);
    }
    if (seen <= 1) {
      for (Glance glance : TIGHT) {
        if (settled.isEmpty()) {
          glance(photo, glance, glances);
          settled = glances.settled();
        }
      }
    }
    return settled.isEmpty() && seen == 0 ? confirm(photo, glances) : settled;
  }

  private int glance(Mat photo, Glance glance, Glances glances) {
    List<Detection> found = look(photo, glance);
    glances.add(glance, found);
    return found.size();
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

  private List<Detection> look(Mat photo, Glance glance) {
    return fast.detect(photo, glance.longSide(), glance.border(), CANDIDATE);
  }
}
