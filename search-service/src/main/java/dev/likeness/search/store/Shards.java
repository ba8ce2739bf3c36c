package dev.likeness.search.store;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.index.IndexStats;
import dev.likeness.index.NearestQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The index as its callers see it: all partitions as one. Safe for all threads.
 *
 * <p>The nearest faces are looked for in the partitions that can answer, and the answer says which
 * could not. What is asked about faces by name is answered whole or not at all: a face that is away
 * must not pass for one that is unknown.
 *
 * <p>Every question throws {@link IndexUnavailableException} while it cannot be answered.
 */
public interface Shards {
  /** The nearest faces, the best of each subject, most similar first. */
  NearestFaces nearest(NearestQuery query);

  /** What became of a face; empty if nothing is known of it or it was forgotten. */
  Optional<Outcome> face(FaceKey key);

  /** The faces of a subject after the one named, in order, rejected ones among them. */
  List<FaceKey> facesOfSubject(String gallery, String subject, @Nullable String after, int limit);

  /** The subjects of a gallery after the one named, in order, with how many faces each has. */
  Map<String, Long> subjects(String gallery, @Nullable String after, int limit);

  /** The galleries after the one named, in order, with how many faces each has. */
  Map<String, Long> galleries(@Nullable String after, int limit);

  /** Whether any face is known in a gallery. */
  boolean hasGallery(String gallery);

  /** Waits until the index has seen an enrollment; false if it has not in time. */
  boolean await(Source position, Duration patience);

  /** By partition of the enrollments topic, the last offset the index has seen. */
  Map<Integer, Long> positions();

  /** The partitions that cannot answer now. */
  Set<Integer> missing();

  /** How large the index of each partition is. */
  Map<Integer, IndexStats> stats();

  /** By partition of the embeddings topic, the offset the index reads next. */
  Map<Integer, Long> next();

  /** How many records of the embeddings topic did not follow the contract and were passed over. */
  long passedOver();
}
