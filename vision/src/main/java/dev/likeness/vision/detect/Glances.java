package dev.likeness.vision.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the glances at one photo have shown. One glance that is certain of the only face it sees
 * settles the search; so do several that see one face and together leave little doubt: the product
 * of their doubts, as if they were independent witnesses. None may contradict. For one thread.
 */
final class Glances {
  private static final float CERTAIN = 0.75f;
  private static final double SHARED_DOUBT = 0.15;
  private static final float LIKELY = 0.5f;

  private final int longSide;
  private final List<Detection> seen = new ArrayList<>();
  private final List<Detection> witnesses = new ArrayList<>();
  private double bestPlainly;
  private double bestWithBorder;

  /**
   * @param longSide of the photo, in pixels
   */
  Glances(int longSide) {
    this.longSide = longSide;
  }

  int longSide() {
    return longSide;
  }

  void add(Glance glance, List<Detection> found) {
    for (Detection one : found) {
      if (glance.border() > 0) {
        bestWithBorder = Math.max(bestWithBorder, one.score());
      } else {
        bestPlainly = Math.max(bestPlainly, one.score());
      }
    }
    seen.addAll(found);
    if (found.size() == 1 && isLarge(found.getFirst(), glance)) {
      witnesses.add(found.getFirst());
    }
  }

  private boolean isLarge(Detection face, Glance glance) {
    return face.box().shorterSide() >= glance.leastFace() * longSide;
  }

  /** Whether a border made the faces more visible. */
  boolean areTight() {
    return bestWithBorder > bestPlainly;
  }

  /** The one face that is beyond doubt, if there is one. */
  Optional<Detection> settled() {
    if (witnesses.isEmpty() || !agree()) {
      return Optional.empty();
    }
    double doubt =
        witnesses.stream().mapToDouble(witness -> 1 - witness.score()).reduce(1, (a, b) -> a * b);
    return witnesses.getLast().score() >= CERTAIN || doubt <= SHARED_DOUBT
        ? witnesses.stream().max(Comparator.comparingDouble(Detection::score))
        : Optional.empty();
  }

  /**
   * The one face that the thorough net sees at a reduced size, if it is large and no glance makes
   * another one likely.
   */
  Optional<Detection> confirming(Glance reduced, List<Detection> found) {
    return found.stream()
        .filter(face -> found.size() == 1 && isLarge(face, reduced))
        .filter(face -> seen.stream().noneMatch(one -> contradicts(one, face)))
        .findFirst();
  }

  private static boolean contradicts(Detection glanced, Detection face) {
    return glanced.score() >= LIKELY && !Suppression.sameFace(glanced, face);
  }

  private boolean agree() {
    Detection latest = witnesses.getLast();
    return witnesses.stream().allMatch(witness -> Suppression.sameFace(witness, latest));
  }

  /** Every face that one glance alone is certain of. */
  List<Detection> certain() {
    return seen.stream().filter(d -> d.score() >= CERTAIN).toList();
  }
}
