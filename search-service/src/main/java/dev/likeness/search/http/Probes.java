package dev.likeness.search.http;

import dev.likeness.faces.Reason;
import dev.likeness.vision.DetectedFaces;
import dev.likeness.vision.EnrollmentPhoto;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.PhotoAnalysis;
import dev.likeness.vision.Unusable;
import dev.likeness.web.AdmissionGate;
import dev.likeness.web.Problem;

/** Embeds the photos of requests, one thread a face in flight. Safe for all threads. */
public final class Probes {
  private final AdmissionGate gate;

  Probes(AdmissionGate gate) {
    this.gate = gate;
  }

  /**
   * The faces of a probe, at least one, largest first.
   *
   * @param engine of the generation that is to be asked
   * @param field the photo came in
   * @throws Problem naming the field if the photo shows no usable face; or if too many requests
   *     wait
   */
  public FacesFound faces(FaceEngine engine, String field, byte[] photo, FaceSelection selection) {
    return switch (gate.admit(() -> engine.probe(photo, selection))) {
      case Unusable unusable -> throw unusable(field, unusable);
      case FacesFound found -> found;
    };
  }

  /**
   * The faces a photo shows, which may be none.
   *
   * @param engine of any generation: all of them detect alike
   * @param field the photo came in
   * @throws Problem naming the field if the file cannot be looked at; or if too many requests wait
   */
  public DetectedFaces detect(FaceEngine engine, String field, byte[] photo) {
    return switch (gate.admit(() -> engine.detect(photo))) {
      case Unusable unusable -> throw unusable(field, unusable);
      case DetectedFaces detected -> detected;
    };
  }

  /** What would become of a photo if it were enrolled. */
  public PhotoAnalysis enrollable(FaceEngine engine, EnrollmentPhoto photo) {
    return gate.admit(() -> engine.enroll(photo));
  }

  private static Problem unusable(String field, Unusable photo) {
    if (photo.reason() != Reason.SEVERAL_FACES) {
      return Problem.of(photo.reason(), "field '" + field + "': " + photo.detail())
          .with("field", field);
    }
    return Problem.of(
            photo.reason(),
            "field '"
                + field
                + "': "
                + photo.faces()
                + " faces of similar size are in the photo; pass faces=largest, or faces=best for"
                + " the two that are most alike, or send a photo of one face")
        .with("field", field)
        .with("count", photo.faces());
  }
}
