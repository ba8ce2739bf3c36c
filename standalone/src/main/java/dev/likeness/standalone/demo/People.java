package dev.likeness.standalone.demo;

import dev.likeness.faces.Box;
import dev.likeness.samples.Portraits;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.Unusable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Cuts everybody out of the sample photos, twice. */
public final class People {
  /** The first that shows the whole face and leaves the neighbours out is taken. */
  private static final double[] MARGINS = {1.5, 1.7, 1.9, 1.3};

  private static final double PROBE_WIDENS = 1.15;
  private static final double PROBE_SHIFT = 0.06;

  private final List<Person> people;
  private final List<String> refused;

  /**
   * Cuts them out.
   *
   * @throws IOException if a sample is not on the classpath
   */
  public People(FaceEngine engine) throws IOException {
    Portraits portraits = new Portraits(engine);
    List<Person> cut = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (int face = 0; face < portraits.faces(); face++) {
      byte[] enrolled = alone(engine, portraits, face, 1, 0);
      if (engine.enroll(enrolled) instanceof Unusable unusable) {
        left.add(unusable.detail());
      } else {
        cut.add(
            new Person(
                "person-" + (portraits.person(face) + 1),
                enrolled,
                alone(engine, portraits, face, PROBE_WIDENS, PROBE_SHIFT)));
      }
    }
    this.people = List.copyOf(cut);
    this.refused = List.copyOf(left);
  }

  private static byte[] alone(
      FaceEngine engine, Portraits portraits, int face, double widened, double shift)
      throws IOException {
    for (double margin : MARGINS) {
      byte[] crop = portraits.crop(face, margin * widened, shift);
      if (engine.probe(crop, FaceSelection.ALL) instanceof FacesFound found
          && found.faces().size() == 1
          && isCentral(found.faces().getFirst().box())) {
        return crop;
      }
    }
    throw new IllegalStateException("face " + face + " of the samples has no crop of its own");
  }

  /** A tight crop may show only a neighbour. */
  private static boolean isCentral(Box box) {
    double centre = Portraits.SIDE / 2.0;
    return box.x() < centre
        && centre < box.x() + box.width()
        && box.y() < centre
        && centre < box.y() + box.height();
  }

  /** Why some faces of the photos are not fit to enroll, a sentence each. */
  List<String> refused() {
    return refused;
  }

  List<Person> all() {
    return people;
  }
}
