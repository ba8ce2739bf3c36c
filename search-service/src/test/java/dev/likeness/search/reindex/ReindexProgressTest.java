package dev.likeness.search.reindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.search.reindex.ReindexAnswer.Part;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReindexProgressTest {
  @Test
  void shouldCountWhatTheWorkersHaveReadOfAllThereIs() {
    // Given
    Map<Integer, Long> ends = Map.of(0, 10L, 1, 20L);

    // Then
    assertThat(ReindexProgress.embedded(ends, Map.of())).isEqualTo(new Part(0, 30));
    assertThat(ReindexProgress.embedded(ends, Map.of(0, 4L, 1, 20L))).isEqualTo(new Part(24, 30));
  }

  @Test
  void shouldStillTellWhatIsLeftWhenAPartitionWasEmptied() {
    // Given
    Map<Integer, Long> ends = Map.of(0, 0L, 1, 20L);

    // Then
    assertThat(ReindexProgress.embedded(ends, Map.of(0, 50L, 1, 5L))).isEqualTo(new Part(55, 70));
  }
}
