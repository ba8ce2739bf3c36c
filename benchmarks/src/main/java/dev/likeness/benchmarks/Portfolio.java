package dev.likeness.benchmarks;

import dev.likeness.faces.Vector;
import dev.likeness.samples.Portraits;
import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Real photos to ask with and to enroll, and the engine to know their vectors. */
final class Portfolio implements AutoCloseable {
  private final ServedModel model;
  private final FaceEngine engine;
  private final Portraits portraits;
  private final List<Integer> people;
  private final Map<Integer, byte[]> photos = new HashMap<>();
  private final Map<Integer, Vector> vectors = new HashMap<>();

  Portfolio(ServedModel model) throws IOException {
    this.model = model;
    engine = FaceEngine.open(model.bundle(), EngineSettings.defaults());
    portraits = new Portraits(engine);
    people = portraits.enrollable(engine);
  }

  ServedModel model() {
    return model;
  }

  FaceEngine engine() {
    return engine;
  }

  int people() {
    return people.size();
  }

  /** A photo of person {@code number} modulo {@link #people}; a new one for every number. */
  synchronized byte[] photo(int number) throws IOException {
    byte[] photo = photos.get(number);
    if (photo == null) {
      photo = portraits.portrait(people.get(number % people.size()), number);
      photos.put(number, photo);
    }
    return photo;
  }

  /** Photos {@code from} to {@code from + count}. */
  List<byte[]> photos(int from, int count) throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(photo(from + i));
    }
    return all;
  }

  /** How a photo looks as a probe; worked out once. */
  synchronized Vector vector(int number) throws IOException {
    Vector vector = vectors.get(number);
    if (vector == null) {
      vector = probe(number);
      vectors.put(number, vector);
    }
    return vector;
  }

  /** How a photo looks as a probe, worked out by the engine now. */
  Vector probe(int number) throws IOException {
    if (engine.probe(photo(number), FaceSelection.LARGEST) instanceof FacesFound found) {
      return found.faces().getFirst().vector();
    }
    throw new IOException("photo " + number + " shows no face");
  }

  @Override
  public void close() {
    engine.close();
  }
}
