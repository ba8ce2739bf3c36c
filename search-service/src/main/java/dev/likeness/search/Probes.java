package dev.likeness.search;

import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.Unusable;
import dev.likeness.web.AdmissionGate;
import dev.likeness.web.Problem;

/** Embeds the photos of requests, one thread a face in flight. Safe for all threads. */
final class Probes {
  private final AdmissionGate gate;

  Probes(AdmissionGate gate) {
    this.gate = gate;
  }

  /**
   * The faces of a probe, at least one, largest first.
   *
   * @param engine of the generation that is to be asked
   * @throws Problem if the photo shows no usable face, or too many requests wait
   */
  FacesFound faces(FaceEngine engine, byte[] photo, FaceSelection selection) {
    return switch (gate.admit(() -> engine.probe(photo, selection))) {
      case Unusable unusable -> throw Problem.of(unusable);
      case FacesFound found -> found;
    };
  }
}
