package dev.likeness.search.store;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.index.FaceIndex;
import dev.likeness.index.FaceSummary;
import dev.likeness.index.IndexStats;
import dev.likeness.index.NearestQuery;
import dev.likeness.index.RejectedFace;
import dev.likeness.index.StoredFace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.query.Query;
import org.jspecify.annotations.Nullable;

/**
 * A question to the index of one partition. Instances ask each other the same questions, so each is
 * a value.
 *
 * @param <R> its answer
 */
public sealed interface IndexQuery<R> extends Query<PartitionAnswer<R>> {
  /** The answer of one index. */
  R ask(FaceIndex index, Progress progress);

  /** Whether it is worth a second thread: whether it looks at every face, or at the disk. */
  default boolean takesTime() {
    return false;
  }

  /** Whether its answer is wrong of an index that has not read all there was. */
  default boolean isAboutFaces() {
    return true;
  }

  /** The faces nearest to a probe, and how many they were chosen from. */
  record Nearest(NearestQuery query) implements IndexQuery<Nearby> {
    @Override
    public Nearby ask(FaceIndex index, Progress progress) {
      return new Nearby(index.nearest(query), index.count(query.gallery(), query.attributes()));
    }

    @Override
    public boolean takesTime() {
      return true;
    }
  }

  /** A subject's faces, or the one named, compared with a probe. */
  record Compare(Vector probe, String gallery, String subject, @Nullable String face)
      implements IndexQuery<List<Candidate>> {
    @Override
    public List<Candidate> ask(FaceIndex index, Progress progress) {
      return index.compare(probe, gallery, subject, face);
    }
  }

  /**
   * What became of a face.
   *
   * @param withoutVector whether the face's vector is left out of the answer, as who asks does not
   *     need it
   */
  record FaceByKey(FaceKey key, boolean withoutVector) implements IndexQuery<Optional<StoredFace>> {
    @Override
    public Optional<StoredFace> ask(FaceIndex index, Progress progress) {
      Optional<StoredFace> face = index.get(key);
      return withoutVector ? face.map(StoredFace::withoutVector) : face;
    }
  }

  /** A page of a subject's faces. */
  record FacesOfSubject(String gallery, String subject, @Nullable String after, int limit)
      implements IndexQuery<List<FaceKey>> {
    @Override
    public List<FaceKey> ask(FaceIndex index, Progress progress) {
      return index.facesOfSubject(gallery, subject, after, limit);
    }
  }

  /** A page of a gallery's subjects. */
  record Subjects(String gallery, String begin, @Nullable String after, int limit)
      implements IndexQuery<Map<String, Long>> {
    @Override
    public Map<String, Long> ask(FaceIndex index, Progress progress) {
      return index.subjects(gallery, begin, after, limit);
    }
  }

  /** A page of the galleries. */
  record Galleries(@Nullable String after, int limit) implements IndexQuery<Map<String, Long>> {
    @Override
    public Map<String, Long> ask(FaceIndex index, Progress progress) {
      return index.galleries(after, limit);
    }
  }

  /** The faces of a gallery, or of one subject of it, in figures. */
  record Summary(String gallery, @Nullable String subject) implements IndexQuery<FaceSummary> {
    @Override
    public FaceSummary ask(FaceIndex index, Progress progress) {
      return index.summary(gallery, subject);
    }
  }

  /** A page of the rejected faces, the latest first. */
  record Rejected(@Nullable String gallery, @Nullable String reason, long before, int limit)
      implements IndexQuery<List<RejectedFace>> {
    @Override
    public List<RejectedFace> ask(FaceIndex index, Progress progress) {
      return index.rejected(
          gallery,
          reason == null ? Map.of() : Map.of(IndexedOutcome.REASON, reason),
          before,
          limit);
    }
  }

  /** How many faces were rejected for each reason. */
  record AskReasons() implements IndexQuery<Map<String, Long>> {
    @Override
    public Map<String, Long> ask(FaceIndex index, Progress progress) {
      return index.countRejected(IndexedOutcome.REASON);
    }

    @Override
    public boolean isAboutFaces() {
      return false;
    }
  }

  /** Whether a gallery has any face. */
  record HasGallery(String gallery) implements IndexQuery<Boolean> {
    @Override
    public Boolean ask(FaceIndex index, Progress progress) {
      return index.hasGallery(gallery);
    }
  }

  /** How far the index has come. */
  record AskProgress() implements IndexQuery<Progress> {
    @Override
    public Progress ask(FaceIndex index, Progress progress) {
      return progress;
    }

    @Override
    public boolean isAboutFaces() {
      return false;
    }
  }

  /** How large the index is. */
  record AskStats() implements IndexQuery<IndexStats> {
    @Override
    public IndexStats ask(FaceIndex index, Progress progress) {
      return index.stats();
    }

    @Override
    public boolean takesTime() {
      return true;
    }

    @Override
    public boolean isAboutFaces() {
      return false;
    }
  }

  /**
   * The faces nearest to a probe.
   *
   * @param candidates the best of each subject, most similar first
   * @param faces how many searchable faces the gallery has, or the filter leaves of them
   */
  record Nearby(List<Candidate> candidates, long faces) {
    public Nearby {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * How far an index has come.
   *
   * @param next the offset of the embeddings topic it reads next; what stands before it is applied,
   *     or can not be read by anybody
   * @param source the highest offset of the enrollments topic it has seen an outcome of; -1 if none
   * @param passedOver how many of the records before that did not follow the contract
   * @param current whether it has read all there was when its partition came to its process;
   *     before, it answers nothing about faces
   */
  record Progress(long next, long source, long passedOver, boolean current) {}
}
