package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidBoxException;
import dev.likeness.faces.Metadata;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EnrollmentPlacesTest {
  private final ProducerRecord<byte[], byte[]> record =
      EnrollmentRecords.photo(FaceKey.parse("default/ada/1"), new byte[] {1}, Metadata.NONE, null);

  @Test
  void shouldCarryTheBoxAndTheCutOfAPhoto() {
    // When
    EnrollmentRecords.putBox(record, new Box(10, 20.25f, 30, 40));
    EnrollmentRecords.putCut(record, new Cut(1_200, 800, 2.5, 4_000, 3_000));

    // Then
    assertThat(new String(record.headers().lastHeader("box").value(), StandardCharsets.UTF_8))
        .isEqualTo("10,20.25,30,40");
    assertThat(new String(record.headers().lastHeader("cut").value(), StandardCharsets.UTF_8))
        .isEqualTo("1200,800,2.5,4000,3000");
    assertThat(EnrollmentRecords.box(record.headers())).isEqualTo(new Box(10, 20.25f, 30, 40));
    assertThat(EnrollmentRecords.cut(record.headers()))
        .isEqualTo(new Cut(1_200, 800, 2.5, 4_000, 3_000));
  }

  @Test
  void shouldReadNoPlacesWhereNoneWereSent() {
    assertThat(EnrollmentRecords.box(new RecordHeaders())).isNull();
    assertThat(EnrollmentRecords.cut(new RecordHeaders())).isNull();
  }

  @Test
  void shouldRefuseABoxThatIsNoText() {
    // Given
    record.headers().add(EnrollmentRecords.BOX, new byte[] {(byte) 0xff, 0, 7});

    // Then
    assertThatThrownBy(() -> EnrollmentRecords.box(record.headers()))
        .isInstanceOf(InvalidBoxException.class)
        .hasMessageContaining("expected x,y,width,height");
  }
}
