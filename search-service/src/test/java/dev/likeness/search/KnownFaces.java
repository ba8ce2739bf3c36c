package dev.likeness.search;

import dev.likeness.faces.Box;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.index.IndexStats;
import dev.likeness.index.NearestQuery;
import dev.likeness.search.store.Cutoff;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.search.store.NearestFaces;
import dev.likeness.search.store.Shards;
import dev.likeness.search.store.View;
import dev.likeness.search.store.WhenMissing;
import dev.likeness.vision.FaceInPhoto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An index of a few faces, given as angles in degrees: their cosine is their similarity. */
final class KnownFaces implements Shards {
  private final Map<String, Double> angles = new TreeMap<>();
  private long others;

  KnownFaces face(String key, double angle) {
    angles.put(key, angle);
    return this;
  }

  /** So many more are like nobody. */
  KnownFaces others(long count) {
    others = count;
    return this;
  }

  static FaceInPhoto inPhoto(double angle) {
    Point point = new Point(1, 1);
    return new FaceInPhoto(
        new Box((float) angle, 0, 10, 10),
        new Landmarks(point, point, point, point, point),
        1,
        new Quality(10, 1, 1, 0, 0, 0),
        0,
        vector(angle));
  }

  private static Vector vector(double angle) {
    return Vector.normalized(
        (float) Math.cos(Math.toRadians(angle)), (float) Math.sin(Math.toRadians(angle)));
  }

  @Override
  public NearestFaces nearest(NearestQuery query, Cutoff cutoff, WhenMissing policy) {
    long faces = angles.size() + others;
    return new NearestFaces(
        compared(query.probe(), query.gallery() + "/")
            .filter(candidate -> candidate.similarity() >= cutoff.among(faces))
            .limit(query.k())
            .toList(),
        faces,
        view());
  }

  @Override
  public NearestFaces compare(Vector probe, String gallery, String subject, @Nullable String face) {
    String prefix = gallery + "/" + subject + "/" + (face == null ? "" : face);
    List<Candidate> all = compared(probe, prefix).toList();
    return new NearestFaces(all, all.size(), view());
  }

  private Stream<Candidate> compared(Vector probe, String prefix) {
    return angles.entrySet().stream()
        .filter(face -> face.getKey().startsWith(prefix))
        .map(face ->
            new Candidate(
                FaceKey.parse(face.getKey()), probe.cosine(vector(face.getValue())), Metadata.NONE))
        .sorted(Candidate.NEAREST_FIRST);
  }

  @Override
  public Optional<Outcome> face(FaceKey key) {
    return key.face().equals("rejected")
        ? Optional.of(new Rejection(Reason.NO_FACE, "none", new Source(0, 1)))
        : Optional.empty();
  }

  @Override
  public View view() {
    return new View(Map.of(0, 7L), Set.of());
  }

  @Override
  public List<FaceKey> facesOfSubject(
      String gallery, String subject, @Nullable String after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Long> subjects(String gallery, @Nullable String after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Long> galleries(@Nullable String after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean lacksGallery(String gallery, WhenMissing policy) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean await(Source position, Duration patience) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean awaitEnd(Duration patience) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<Integer, IndexStats> stats() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<Integer, IndexQuery.Progress> progress() {
    throw new UnsupportedOperationException();
  }
}
