package dev.likeness.search.compare;

import dev.likeness.faces.Box;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.index.NearestQuery;
import dev.likeness.search.store.Cutoff;
import dev.likeness.search.store.IndexPosition;
import dev.likeness.search.store.NearestFaces;
import dev.likeness.vision.FaceInPhoto;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An index of a few faces, given as angles in degrees: their cosine is their similarity. */
final class KnownFaces {
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

  static Probe inPhoto(double angle) {
    Point point = new Point(1, 1);
    return Probe.of(
        new FaceInPhoto(
            new Box((float) angle, 0, 10, 10),
            new Landmarks(point, point, point, point, point),
            1,
            new Quality(10, 1, 1, 0, 0, 0),
            0,
            vector(angle)));
  }

  private static Vector vector(double angle) {
    return Vector.normalized(
        (float) Math.cos(Math.toRadians(angle)), (float) Math.sin(Math.toRadians(angle)));
  }

  NearestFaces nearest(NearestQuery query, Cutoff cutoff) {
    long faces = angles.size() + others;
    return new NearestFaces(
        compared(query.probe(), query.gallery() + "/")
            .filter(candidate -> candidate.similarity() >= cutoff.among(faces))
            .limit(query.k())
            .toList(),
        faces,
        view());
  }

  /** What a claim is right about: the probes against the faces it names. */
  Compared compare(Claim claim, List<Probe> probes) {
    String prefix =
        claim.gallery() + "/" + claim.subject() + "/" + (claim.face() == null ? "" : claim.face());
    return claim.compare(probe -> enrolled(probe, prefix), KnownFaces::face, probes);
  }

  private NearestFaces enrolled(Vector probe, String prefix) {
    List<Candidate> all = compared(probe, prefix).toList();
    return new NearestFaces(all, all.size(), view());
  }

  private Stream<Candidate> compared(Vector probe, String prefix) {
    return angles.entrySet().stream()
        .filter(face -> face.getKey().startsWith(prefix))
        .map(face ->
            new Candidate(
                FaceKey.parse(face.getKey()),
                probe.cosine(vector(face.getValue())),
                ByteBuffer.allocate(0)))
        .sorted(Candidate.NEAREST_FIRST);
  }

  private static Optional<Outcome> face(FaceKey key) {
    return key.face().equals("rejected")
        ? Optional.of(new Rejection(Reason.NO_FACE, "none", new Source(0, 1)))
        : Optional.empty();
  }

  IndexPosition view() {
    return new IndexPosition(Map.of(0, 7L), Set.of());
  }
}
