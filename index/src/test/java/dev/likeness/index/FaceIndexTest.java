package dev.likeness.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaceIndexTest {
  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @CsvSource({"1, 4, true", "1, 3, false", "5, 20, true", "5, 19, false", "6, 100, false"})
  void shouldMergeWhereThereIsRoom(long gibibytes, long usable, boolean room) {
    assertThat(FaceIndex.hasRoom(gibibytes * GIB, usable * GIB)).isEqualTo(room);
  }
}
