package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OutcomeSerdeTest {
  private static final String TOPIC = Topics.embeddings("m");
  private final OutcomeSerde serde = new OutcomeSerde();

  @Test
  void shouldReadBackAnEmbedding() {
    Embedding embedding =
        new Embedding(
            "m",
            Vector.normalized(1, 2, -3),
            new Box(-1.5f, 2, 30, 40),
            new Landmarks(
                new Point(1, 2),
                new Point(3, 4),
                new Point(5, 6),
                new Point(7, 8),
                new Point(9, 10)),
            0.75f,
            new Quality(30, 120, 99, -12, 3, 4),
            "ab".repeat(32),
            new Source(3, 1L << 40),
            Instant.ofEpochMilli(1_789_000_000_123L),
            MetadataJson.parse("{\"department\":\"sales\"}"));
    assertThat(through(embedding)).isEqualTo(embedding);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void shouldReadBackARejection(Reason reason) {
    Rejection rejection = new Rejection(reason, "détail", new Source(0, 7));
    assertThat(through(rejection)).isEqualTo(rejection);
  }

  @Test
  void shouldWriteAForgottenFaceAsATombstoneWithItsSource() {
    // Given
    Forgotten forgotten = new Forgotten(new Source(2, 99));
    Headers headers = new RecordHeaders();

    // When
    byte[] value = serde.serializer().serialize(TOPIC, headers, forgotten);

    // Then
    assertThat(value).isNull();
    assertThat(serde.deserializer().deserialize(TOPIC, headers, (byte[]) null))
        .isEqualTo(forgotten);
  }

  @Test
  void shouldRefuseATombstoneWithoutItsSource() {
    // Given
    Headers headers =
        new RecordHeaders()
            .add(OutcomeSerde.SOURCE_PARTITION, "x".getBytes(StandardCharsets.UTF_8));

    // Then
    assertThatThrownBy(() -> OutcomeSerde.read(headers, null))
        .isInstanceOf(MalformedOutcomeException.class)
        .hasMessageContaining("likeness-source-partition=x and likeness-source-offset=null");
  }

  @Test
  void shouldRefuseBytesThatAreNoOutcome() {
    assertThatThrownBy(() -> OutcomeSerde.read(new RecordHeaders(), new byte[] {1, 2, 3}))
        .isInstanceOf(MalformedOutcomeException.class)
        .hasMessageStartingWith("value of 3 bytes");
    assertThatThrownBy(() -> OutcomeSerde.read(new RecordHeaders(), new byte[0]))
        .isInstanceOf(MalformedOutcomeException.class)
        .hasMessage("value of 0 bytes holds neither embedding nor rejection");
  }

  @Test
  void shouldHaveNoMetadataWhereNoneWasSent() {
    assertThat(EnrollmentRecords.metadata(new RecordHeaders())).isEqualTo(Metadata.NONE);
  }

  private Outcome through(Outcome outcome) {
    Headers headers = new RecordHeaders();
    byte[] value = serde.serializer().serialize(TOPIC, headers, outcome);
    return serde.deserializer().deserialize(TOPIC, headers, value);
  }
}
