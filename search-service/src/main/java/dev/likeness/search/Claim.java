package dev.likeness.search;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Rejection;
import dev.likeness.search.store.NearestFaces;
import dev.likeness.search.store.Shards;
import dev.likeness.vision.FaceInPhoto;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.util.List;
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
  Compared compare(Shards shards, List<FaceInPhoto> probes) {
    return probes.stream()
        .map(probe -> compare(shards, probe))
        .reduce(Compared::or)
        .orElseThrow(() -> new IllegalArgumentException("the photo has no face to compare"));
  }

  private Compared compare(Shards shards, FaceInPhoto probe) {
    NearestFaces compared = shards.compare(probe.vector(), gallery, subject, face);
    if (compared.candidates().isEmpty()) {
      throw notEnrolled(shards);
    }
    return Compared.enrolled(
        probe, compared.candidates().getFirst(), compared.candidates().size(), compared.view());
  }

  private Problem notEnrolled(Shards shards) {
    if (face == null) {
      return Problem.of(
              Code.UNKNOWN_SUBJECT,
              "subject '" + subject + "' of gallery '" + gallery + "' has no faces")
          .with("field", "subject");
    }
    FaceKey key = new FaceKey(gallery, subject, face);
    return Problem.of(
            Code.UNKNOWN_FACE,
            "face '"
                + key
                + "' "
                + (shards.face(key).orElse(null) instanceof Rejection rejection
                    ? "was rejected: " + rejection.reason()
                    : "is not enrolled"))
        .with("field", "face");
  }
}
