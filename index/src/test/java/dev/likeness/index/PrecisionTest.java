package dev.likeness.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Vector;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What changes with the precision of an index, and what does not. */
final class PrecisionTest {
  private static final int DIMENSION = 128;
  private static final int FACES = 600;

  @TempDir private Path directory;
  private final Map<FaceKey, Vector> all = new HashMap<>();

  @ParameterizedTest
  @EnumSource
  void shouldReadWhatWasWrittenInAnotherPrecision(Precision precision) {
    // Given
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("PrecisionTest seed " + seed);
    Random random = new Random(seed);
    try (FaceIndex index = FaceIndex.open(directory, settings(Precision.FLOAT))) {
      fill(index, random, 0);
      index.commit(Map.of());
    }

    // When
    try (FaceIndex index = FaceIndex.open(directory, settings(precision))) {
      fill(index, random, FACES);
      index.settle();

      // Then
      assertThat(index.stats().faces()).isEqualTo(all.size());
      all.forEach((key, vector) -> {
        Candidate first = index.nearest(new NearestQuery(vector, "g", 1, -1, Map.of())).getFirst();
        assertThat(first.key()).isEqualTo(key);
        assertThat(first.similarity()).isCloseTo(1, within(1e-5f));
      });
    }
  }

  @Test
  void shouldLeaveFewerSegmentsOnceSettled() {
    // Given
    Random random = new Random(1);
    try (FaceIndex index = FaceIndex.open(directory, settings(Precision.EIGHT_BIT))) {
      for (int i = 0; i < 40; i++) {
        FaceKey key = new FaceKey("g", "s" + i, "f");
        all.put(key, Faces.random(random, DIMENSION));
        index.apply(key, Faces.embedding(all.get(key), i));
        index.stats();
      }

      // When
      index.settle();

      // Then
      assertThat(index.stats().segments()).isLessThanOrEqualTo(4);
      assertThat(index.stats().faces()).isEqualTo(40);
    }
  }

  private void fill(FaceIndex index, Random random, int from) {
    for (int i = from; i < from + FACES; i++) {
      FaceKey key = new FaceKey("g", "s" + i, "f");
      all.put(key, Faces.random(random, DIMENSION));
      index.apply(key, Faces.embedding(all.get(key), i));
    }
  }

  private static IndexSettings settings(Precision precision) {
    return new IndexSettings("m", DIMENSION, 0, 128, precision);
  }
}
