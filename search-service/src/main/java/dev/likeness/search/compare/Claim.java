package dev.likeness.search.compare;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Vector;
import dev.likeness.search.store.NearestFaces;
import dev.likeness.search.store.Shards;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import dev.likeness.web.Unknown;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who a photo is said to show.
 *
 * @param face the only face of the subject to compare with; null to compare with all
 */
record Claim(String gallery, String subject, @Nullable String face) {
  /**
   * Compares every face of a photo, at least one, with the enrolled ones.
   *
   * @throws Problem naming the field if nothing of the name is enrolled
   */
  Compared compare(Shards shards, List<Probe> probes) {
    return compare(probe -> shards.compare(probe, gallery, subject, face), shards::face, probes);
  }

  /**
   * @param enrolled compares a vector with the enrolled faces
   * @param known what became of a face
   */
  Compared compare(
      Function<Vector, NearestFaces> enrolled,
      Function<FaceKey, Optional<Outcome>> known,
      List<Probe> probes) {
    return probes.stream()
        .map(probe -> {
          NearestFaces compared = enrolled.apply(probe.vector());
          if (compared.candidates().isEmpty()) {
            throw notEnrolled(known);
          }
          return Compared.enrolled(
              probe,
              compared.candidates().getFirst(),
              compared.candidates().size(),
              compared.view());
        })
        .reduce(Compared::or)
        .orElseThrow(() -> new IllegalArgumentException("the photo has no face to compare"));
  }

  private Problem notEnrolled(Function<FaceKey, Optional<Outcome>> known) {
    if (face == null) {
      return Unknown.subject(gallery, subject);
    }
    FaceKey key = new FaceKey(gallery, subject, face);
    return known.apply(key).orElse(null) instanceof Rejection rejection
        ? Problem.of(Code.UNKNOWN_FACE, "face '" + key + "' was rejected: " + rejection.reason())
            .with("field", "face")
        : Unknown.face(key);
  }
}
