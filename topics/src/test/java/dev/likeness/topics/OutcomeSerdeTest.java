package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
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
    Embedding embedding = embedding(Vector.normalized(1, 2, -3));
    assertThat(through(embedding)).isEqualTo(embedding);
  }

  @Test
  void shouldKeepNothingOfTheBytesItReads() {
    // Given
    Embedding embedding = embedding(Vector.normalized(1, 2, -3));
    byte[] value = serde.serializer().serialize(TOPIC, embedding);
    Outcome read = OutcomeSerde.read(new RecordHeaders(), value);

    // When
    Arrays.fill(value, (byte) 0);

    // Then
    assertThat(read).isEqualTo(embedding);
  }

  private static Embedding embedding(Vector vector) {
    return new Embedding(
        "m",
        vector,
        new Box(-1.5f, 2, 30, 40),
        new Landmarks(
            new Point(1, 2), new Point(3, 4), new Point(5, 6), new Point(7, 8), new Point(9, 10)),
        0.75f,
        new Quality(30, 120, 99, -12, 3, 4),
        270,
        "ab".repeat(32),
        512,
        384,
        new Source(3, 1L << 40),
        Instant.ofEpochMilli(1_789_000_000_123L),
        MetadataJson.parse("{\"department\":\"sales\"}"));
  }

  /** The bytes of the field are those of a packed repeated float. */
  @Test
  void shouldWriteAVectorAsLittleEndianFloats() throws IOException {
    // When
    byte[] value = serde.serializer().serialize(TOPIC, embedding(Vector.of(0.6f, -0.8f, 0)));

    // Then
    assertThat(
            dev.likeness.topics.v1.Outcome.parseFrom(value)
                .getEmbedding()
                .getVector()
                .toByteArray())
        .isEqualTo(
            ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(0.6f)
                .putFloat(-0.8f)
                .putFloat(0)
                .array());
  }

  @Test
  void shouldRefuseAVectorThatEndsWithinANumber() throws IOException {
    // Given
    var message =
        dev.likeness.topics.v1.Outcome.parseFrom(
            serde.serializer().serialize(TOPIC, embedding(Vector.of(1))));
    byte[] value =
        message.toBuilder()
            .setEmbedding(
                message.getEmbedding().toBuilder().setVector(ByteString.copyFrom(new byte[5])))
            .build()
            .toByteArray();

    // Then
    assertThatThrownBy(() -> serde.deserializer().deserialize(TOPIC, value))
        .isInstanceOf(MalformedOutcomeException.class)
        .hasMessageContaining("vector has 5 bytes");
  }

  @Test
  void shouldKeepEverythingButTheVectorInAPayload() {
    // Given
    Embedding embedding = embedding(Vector.of(0.6f, -0.8f, 0));
    Rejection rejection = new Rejection(Reason.NO_FACE, "none", new Source(0, 7));

    // When
    ByteBuffer payload = ByteBuffer.wrap(OutcomePayload.of(embedding));

    // Then
    assertThat(OutcomePayload.embedding(payload, embedding.vector())).isEqualTo(embedding);
    assertThat(OutcomePayload.metadata(payload)).isEqualTo(embedding.metadata());
    assertThat(OutcomePayload.rejection(ByteBuffer.wrap(OutcomePayload.of(rejection))))
        .isEqualTo(rejection);
    assertThat(payload.remaining())
        .isLessThan(serde.serializer().serialize(TOPIC, embedding).length);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void shouldReadBackARejection(Reason reason) {
    Rejection rejection = new Rejection(reason, "détail", new Source(0, 7));
    assertThat(through(rejection)).isEqualTo(rejection);
  }

  @Test
  void shouldReadBackTheQualityThatWasNotEnough() {
    Rejection rejection =
        new Rejection(
            Reason.LOW_QUALITY, "dark", new Source(0, 7), new Quality(90, 30, 9, 1, 2, 3));
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

  /** The end of a group that never began is where a lenient reader would stop. */
  @Test
  void shouldRefuseBytesAfterTheOutcome() {
    // Given
    byte[] outcome =
        serde.serializer().serialize(TOPIC, new Rejection(Reason.NO_FACE, "", new Source(0, 1)));
    byte[] longer = Arrays.copyOf(outcome, outcome.length + 1);
    longer[outcome.length] = 12;

    // Then
    assertThatThrownBy(() -> OutcomeSerde.read(new RecordHeaders(), longer))
        .isInstanceOf(MalformedOutcomeException.class)
        .hasMessageContaining("end-group tag");
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
