package dev.likeness.vision.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.faces.Point;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimilarityTransformTest {
  private final long seed = Long.getLong("likeness.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void shouldRecoverTheTransformThatMovedThePoints() {
    // Given
    SimilarityTransform moved = random();
    List<Point> from = points();
    List<Point> to = from.stream().map(p -> moved.apply(p.x(), p.y())).toList();

    // When
    SimilarityTransform fitted = SimilarityTransform.fit(from, to);

    // Then
    assertThat(fitted.a()).as("seed %d", seed).isCloseTo(moved.a(), within(1e-4));
    assertThat(fitted.b()).as("seed %d", seed).isCloseTo(moved.b(), within(1e-4));
    assertThat(fitted.tx()).as("seed %d", seed).isCloseTo(moved.tx(), within(1e-2));
    assertThat(fitted.ty()).as("seed %d", seed).isCloseTo(moved.ty(), within(1e-2));
  }

  @Test
  void shouldUndoItselfByItsInverse() {
    // Given
    SimilarityTransform transform = random();

    // When
    Point there = transform.apply(12, -7);
    Point back = transform.inverse().apply(there.x(), there.y());

    // Then
    assertThat(back.distance(new Point(12, -7))).as("seed %d", seed).isLessThan(1e-3);
  }

  @Test
  void shouldAgreeWithItselfOnACropAtAnotherScale() {
    // Given
    SimilarityTransform transform = random();

    // When
    Point direct = transform.apply(40 + 3 * 5, 20 + 3 * 6);
    Point throughCrop = transform.forCrop(40, 20, 3).apply(5, 6);

    // Then
    assertThat(throughCrop.distance(direct)).as("seed %d", seed).isLessThan(1e-3);
  }

  private SimilarityTransform random() {
    double angle = random.nextDouble() * 2 * Math.PI;
    double scale = 0.2 + random.nextDouble();
    return new SimilarityTransform(
        scale * Math.cos(angle),
        scale * Math.sin(angle),
        random.nextInt(200) - 100.0,
        random.nextInt(200) - 100.0);
  }

  private List<Point> points() {
    return IntStream.range(0, 20)
        .mapToObj(i -> new Point(random.nextFloat() * 100, random.nextFloat() * 100))
        .toList();
  }
}
