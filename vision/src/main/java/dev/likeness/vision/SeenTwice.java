package dev.likeness.vision;

import dev.likeness.faces.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells faces from further boxes on the same face. The detector also boxes the chin, the hair or
 * the neighbourhood of a face, too far from the face's own box for non-maximum suppression. On such
 * a box the landmark net finds the points of the face again, or its points do not hold still.
 * Neither is a second face.
 *
 * <p>Of 3,511 photos with a face, most of them from Labeled Faces in the Wild (Huang et al., 2007),
 * 863 have more than one box, and 624 without the boxes that repeat a face.
 */
final class SeenTwice {
  /**
   * With a larger drift a box does not show where the points of a face are. A face with such a
   * drift is cut out wrongly, and its vector is as near to strangers' as to its own person's: so it
   * was in nine of the ten of 310 film stills that have one.
   */
  static final float MOST_DRIFT = 0.1f;

  /** How far apart the points of two boxes on one face are at most, in sizes of the face. */
  private static final double SAME_POINTS = 0.5;

  /** How much of a box whose points drift lies on the face that it repeats, of its area. */
  private static final double SAME_PLACE = 0.3;

  /** A box whose points hold still tells more than one whose points drift, then the score tells. */
  private static final Comparator<FoundFace> BEST_FIRST =
      Comparator.comparing(SeenTwice::drifts)
          .thenComparing(face -> face.detection().score(), Comparator.reverseOrder());

  private SeenTwice() {}

  /** {@code found} in its order, without what repeats a better one. */
  static List<FoundFace> without(List<FoundFace> found) {
    List<FoundFace> kept = new ArrayList<>();
    for (FoundFace face : found.stream().sorted(BEST_FIRST).toList()) {
      if (kept.stream().noneMatch(better -> repeats(face, better))) {
        kept.add(face);
      }
    }
    return found.stream().filter(kept::contains).toList();
  }

  private static boolean repeats(FoundFace face, FoundFace better) {
    double shared = face.detection().box().intersection(better.detection().box());
    return shared > 0
        && (drifts(face)
            ? !drifts(better) && shared > SAME_PLACE * face.detection().box().area()
            : distance(face, better) < SAME_POINTS);
  }

  private static boolean drifts(FoundFace face) {
    return face.drift() > MOST_DRIFT;
  }

  /** The mean distance of the points of two faces, in sizes of the second. */
  private static double distance(FoundFace face, FoundFace better) {
    List<Point> one = face.points().five();
    List<Point> other = better.points().five();
    return IntStream.range(0, one.size())
            .mapToDouble(i -> one.get(i).distance(other.get(i)))
            .average()
            .orElseThrow()
        / Math.sqrt(better.detection().box().area());
  }
}
