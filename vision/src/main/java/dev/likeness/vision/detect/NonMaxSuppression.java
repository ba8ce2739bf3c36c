package dev.likeness.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Non-maximum suppression: one detection per face, the most certain one. */
final class NonMaxSuppression {
  private static final double SAME_FACE_OVERLAP = 0.35;
  private static final double SAME_FACE_INSIDE = 0.7;

  private NonMaxSuppression() {}

  static List<Detection> strongest(List<Detection> candidates) {
    List<Detection> kept = new ArrayList<>();
    candidates.stream()
        .sorted(Comparator.comparingDouble(Detection::score).reversed())
        .filter(candidate -> kept.stream().noneMatch(k -> sameFace(k, candidate)))
        .forEach(kept::add);
    return kept;
  }

  /** Whether two boxes show one face: they overlap, or one lies in the other. */
  static boolean sameFace(Detection a, Detection b) {
    double shared = a.box().intersection(b.box());
    double smaller = Math.min(a.box().area(), b.box().area());
    return a.box().overlap(b.box()) > SAME_FACE_OVERLAP
        || (smaller > 0 && shared / smaller > SAME_FACE_INSIDE);
  }
}
