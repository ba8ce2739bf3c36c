package dev.likeness.samples;

import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import java.time.Instant;

/** Outcomes of photos that do not exist, so that there can be as many as are wanted. */
public final class SyntheticEmbedding {
  private SyntheticEmbedding() {}

  /**
   * An embedding of a flawless photo.
   *
   * @param vector of any length but zero; it is normalised
   */
  public static Embedding of(String model, float[] vector, Source source, Metadata metadata) {
    Point point = new Point(1, 1);
    return new Embedding(
        model,
        Vector.normalized(vector),
        new Box(0, 0, 100, 100),
        new Landmarks(point, point, point, point, point),
        1,
        new Quality(100, 100, 128, 0, 0, 0),
        "00".repeat(32),
        source,
        Instant.EPOCH,
        metadata);
  }
}
