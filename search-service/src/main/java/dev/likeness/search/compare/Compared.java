package dev.likeness.search.compare;

import dev.likeness.faces.FaceKey;
import dev.likeness.index.Candidate;
import dev.likeness.search.store.IndexPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two faces that are most alike of those that were compared.
 *
 * @param similarity theirs, a cosine
 * @param comparisons how many pairs were compared
 * @param probe the one of the photo
 * @param reference the one of the second photo; null if there was none
 * @param enrolled the one that is enrolled; null if there was a second photo
 * @param view what the enrolled faces were seen from
 */
record Compared(
    float similarity,
    int comparisons,
    Probe probe,
    @Nullable Probe reference,
    @Nullable FaceKey enrolled,
    IndexPosition view) {

  /** Every face of one photo with every face of another; both have at least one. */
  static Compared photos(List<Probe> probes, List<Probe> references, IndexPosition view) {
    Compared best = null;
    for (Probe probe : probes) {
      for (Probe reference : references) {
        float similarity = probe.vector().cosine(reference.vector());
        if (best == null || similarity > best.similarity()) {
          best =
              new Compared(
                  similarity, probes.size() * references.size(), probe, reference, null, view);
        }
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("a photo has no face to compare");
    }
    return best;
  }

  /** A face of a photo with the nearest of some enrolled ones. */
  static Compared enrolled(Probe probe, Candidate nearest, int comparisons, IndexPosition view) {
    return new Compared(nearest.similarity(), comparisons, probe, null, nearest.key(), view);
  }

  /** The more similar pair of the two, of all the comparisons of both. */
  Compared or(Compared other) {
    Compared better = other.similarity() > similarity ? other : this;
    return new Compared(
        better.similarity(),
        comparisons + other.comparisons(),
        better.probe(),
        better.reference(),
        better.enrolled(),
        view.and(other.view()));
  }
}
