package dev.likeness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.faces.FaceKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;

final class SyntheticFacesTest {
  private static final int FACES = 4_000;
  private static final int DIMENSION = 128;

  /** A hundred families: the mean over few of them is any number. */
  private static final int OF_MANY_FAMILIES = 80_000;

  @Test
  void shouldMakeSubjectsAlikeFamiliesSimilarAndOthersStrange() {
    // Given
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("SyntheticFacesTest seed " + seed);
    SyntheticFaces faces = new SyntheticFaces(OF_MANY_FAMILIES, DIMENSION, seed, List.of());

    // When
    double same = 0;
    double other = 0;
    int pairs = 200;
    for (int i = 0; i < pairs; i++) {
      same += VectorUtil.dotProduct(faces.probe(i, 1), faces.probe(i, 2)) / pairs;
      other += VectorUtil.dotProduct(faces.probe(i, 1), faces.probe(i + 1, 1)) / pairs;
    }

    // Then
    assertThat(same).isCloseTo(0.8, within(0.03));
    assertThat(other).isCloseTo(0, within(0.05));
  }

  @Test
  void shouldGiveEveryFaceAKeyOfItsOwnAndTheSameVectorEachTime() {
    // Given
    SyntheticFaces faces = new SyntheticFaces(FACES, DIMENSION, 1, List.of());

    // When
    Set<FaceKey> keys = new HashSet<>();
    for (int i = 0; i < FACES; i++) {
      keys.add(faces.key(i));
    }

    // Then
    assertThat(keys).hasSize(FACES);
    assertThat(faces.vector(7)).containsExactly(faces.vector(7));
  }

  @Test
  void shouldGrowAFamilyAroundAnAnchor() {
    // Given
    float[] anchor = new float[DIMENSION];
    anchor[0] = 1;
    SyntheticFaces faces = new SyntheticFaces(FACES, DIMENSION, 1, List.of(anchor));
    ExactNeighbours exact = new ExactNeighbours(faces, List.of(anchor), 10);

    // When
    for (int i = 0; i < FACES; i++) {
      exact.see(i, faces.vector(i));
    }

    // Then
    assertThat(exact.of(0)).hasSize(10);
    assertThat(exact.of(0).getFirst().subject()).isEqualTo("subject-0");
    assertThat(exact.of(0)).extracting(FaceKey::subject).doesNotHaveDuplicates();
  }
}
