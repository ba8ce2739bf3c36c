package dev.likeness.search;

import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.ModelCard;
import dev.likeness.vision.Unusable;
import dev.likeness.web.AdmissionGate;
import dev.likeness.web.Problem;

/** Embeds the photos of requests, one thread a face in flight. Safe for all threads. */
final class Probes {
  private final FaceEngine engine;
  private final AdmissionGate gate;

  Probes(FaceEngine engine, AdmissionGate gate) {
    this.engine = engine;
    this.gate = gate;
  }

  ModelCard card() {
    return engine.card();
  }

  /**
   * The faces of a probe, at least one, largest first.
   *
   * @throws Problem if the photo shows no usable face, or too many requests wait
   */
  FacesFound faces(byte[] photo, FaceSelection selection) {
    return switch (gate.admit(() -> engine.probe(photo, selection))) {
      case Unusable unusable -> throw Problem.of(unusable);
      case FacesFound found -> found;
    };
  }
}
