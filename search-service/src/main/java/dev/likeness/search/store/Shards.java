package dev.likeness.search.store;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.index.IndexStats;
import dev.likeness.index.NearestQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One generation of the index as its callers see it: all partitions as one, whichever instances
 * hold them. Safe for all threads.
 *
 * <p>The nearest faces are looked for in the partitions that can answer, and the answer says which
 * could not. What is asked about faces by name is answered whole or not at all: a face that is away
 * must not pass for one that is unknown, nor the gallery of such faces for one that has none.
 *
 * <p>Every question throws {@link IndexUnavailableException} while it cannot be answered.
 */
public interface Shards {
  /**
   * The nearest faces, the best of each subject, most similar first.
   *
   * @param query whose own lowest cosine does not count
   * @param cutoff the lowest cosine of interest
   */
  NearestFaces nearest(NearestQuery query, Cutoff cutoff, WhenMissing policy);

  /** The same from the query's own lowest cosine on. */
  default NearestFaces nearest(NearestQuery query, WhenMissing policy) {
    return nearest(query, _ -> query.minSimilarity(), policy);
  }

  /**
   * The faces of a subject compared with a probe, most similar first.
   *
   * @param face the only one to compare; null to compare all
   */
  NearestFaces compare(Vector probe, String gallery, String subject, @Nullable String face);

  /** What became of a face; empty if nothing is known of it or it was forgotten. */
  Optional<Outcome> face(FaceKey key);

  /** The faces of a subject after the one named, in order, rejected ones among them. */
  List<FaceKey> facesOfSubject(String gallery, String subject, @Nullable String after, int limit);

  /** The subjects of a gallery after the one named, in order, with how many faces each has. */
  Map<String, Long> subjects(String gallery, @Nullable String after, int limit);

  /** The galleries after the one named, in order, with how many faces each has. */
  Map<String, Long> galleries(@Nullable String after, int limit);

  /**
   * Whether all partitions have answered that they know no face of a gallery; false if one is away
   * and partial answers are taken.
   */
  boolean lacksGallery(String gallery, WhenMissing policy);

  /**
   * Waits until the index has applied the outcomes of all enrollments up to a position; false if it
   * has not in time. The position itself need not have one: it may be of a dead letter, of an
   * aborted transaction, or of a tombstone that was compacted away.
   */
  boolean await(Source position, Duration patience);

  /**
   * Waits until the index has applied what its topic holds now; false if it has not in time, or the
   * broker does not say how much that is.
   */
  boolean awaitEnd(Duration patience);

  /** How far each partition has come, and which cannot answer now. */
  View view();

  /** By partition, how large its index is. */
  Map<Integer, IndexStats> stats();

  /** By partition, how far its index has come. */
  Map<Integer, IndexQuery.Progress> progress();
}
