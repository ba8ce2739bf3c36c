package dev.likeness.search.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Vector;
import dev.likeness.index.NearestQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FacesByPartitionTest {
  private final FacesByPartition faces = new FacesByPartition();

  @Test
  void shouldCountAPartitionThatIsAwayAsItWasLast() {
    // Given
    assertThat(faces.total(query("g", Map.of()))).isZero();
    assertThat(faces.total(query("g", Map.of()), answers(Map.of(0, 10L, 1, 20L, 2, 30L))))
        .isEqualTo(60);

    // When
    long without = faces.total(query("g", Map.of()), answers(Map.of(0, 11L, 2, 30L)));
    long back = faces.total(query("g", Map.of()), answers(Map.of(0, 11L, 1, 1L, 2, 30L)));

    // Then
    assertThat(without).isEqualTo(61);
    assertThat(back).isEqualTo(42);
    assertThat(faces.total(query("g", Map.of()))).isEqualTo(42);
  }

  @Test
  void shouldKeepGalleriesAndFiltersApart() {
    // When
    faces.total(query("g", Map.of()), answers(Map.of(0, 10L)));
    faces.total(query("g", Map.of("team", "a")), answers(Map.of(0, 3L)));

    // Then
    assertThat(faces.total(query("g", Map.of()))).isEqualTo(10);
    assertThat(faces.total(query("g", Map.of("team", "a")))).isEqualTo(3);
    assertThat(faces.total(query("g", Map.of("team", "b")))).isZero();
    assertThat(faces.total(query("h", Map.of()))).isZero();
  }

  @Test
  void shouldLetGoOfWhatWasNotAskedForInAThousandQuestions() {
    // Given
    faces.total(query("first", Map.of()), answers(Map.of(0, 10L)));
    faces.total(query("second", Map.of()), answers(Map.of(0, 20L)));

    // When
    for (int i = 0; i < 999; i++) {
      faces.total(query("g" + i, Map.of()), answers(Map.of(0, 1L)));
      faces.total(query("second", Map.of()));
    }

    // Then
    assertThat(faces.total(query("first", Map.of()))).isZero();
    assertThat(faces.total(query("second", Map.of()))).isEqualTo(20);
  }

  private static NearestQuery query(String gallery, Map<String, String> attributes) {
    return new NearestQuery(Vector.of(1, 0), gallery, 5, -1, attributes);
  }

  private static Map<Integer, PartitionAnswer<IndexQuery.Nearby>> answers(
      Map<Integer, Long> counts) {
    Map<Integer, PartitionAnswer<IndexQuery.Nearby>> answers = new java.util.HashMap<>();
    counts.forEach((partition, count) ->
        answers.put(partition, new PartitionAnswer<>(new IndexQuery.Nearby(List.of(), count), 0)));
    return answers;
  }
}
