package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class EnrollmentRecordsTest {
  @Test
  void shouldTakeNothingButClosingRecordsInAReservedGallery() {
    // Given
    byte[] closing = ClosingRecords.key(1, 4).toBytes();
    byte[] reserved = "likeness.own/ada/1".getBytes(StandardCharsets.UTF_8);
    byte[] photo = {1};

    // Then
    assertThat(EnrollmentRecords.key(closing, null)).isEqualTo(ClosingRecords.key(1, 4));
    assertThatThrownBy(() -> EnrollmentRecords.key(closing, photo))
        .isInstanceOf(InvalidFaceKeyException.class)
        .hasMessageContaining("gallery 'likeness.closing' is reserved");
    assertThatThrownBy(() -> EnrollmentRecords.key(reserved, photo))
        .isInstanceOf(InvalidFaceKeyException.class);
    assertThatThrownBy(() -> EnrollmentRecords.key(reserved, null))
        .isInstanceOf(InvalidFaceKeyException.class);
  }

  @Test
  void shouldTakeAnyOtherGallery() {
    // Given
    FaceKey key = FaceKey.parse("likeness/ada/1");

    // Then
    assertThat(EnrollmentRecords.key(key.toBytes(), null)).isEqualTo(key);
  }
}
