package dev.likeness.benchmarks;

import dev.likeness.evaluation.photos.FaceSource;
import dev.likeness.evaluation.photos.Seen;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.Unusable;

/** Looks at photos as enrolment does. */
record EnrolledFaces(FaceEngine engine) implements FaceSource {
  @Override
  public Seen look(byte[] photo) {
    return switch (engine.enroll(photo)) {
      case FacesFound found ->
          new Seen.Face(found.faces().getFirst().vector(), found.faces().getFirst().box());
      case Unusable unusable -> new Seen.LeftOut(unusable.reason().name());
    };
  }
}
