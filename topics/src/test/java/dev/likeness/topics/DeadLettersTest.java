package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Reason;
import dev.likeness.topics.DeadLetters.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

final class DeadLettersTest {
  private static final byte[] KEY = "no-face-key".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PHOTO = {1, 2, 3};
  private static final Place PLACE = new Place(Topics.ENROLLMENTS, 3, 1042);

  @Test
  void shouldKeepARecordWholeUnderItsPlace() {
    // Given
    Headers headers = new RecordHeaders().add("own", PHOTO).add("likeness-forged", PHOTO);

    // When
    ProducerRecord<byte[], byte[]> letter = letter(KEY, PHOTO, headers);

    // Then
    assertThat(letter.key()).asString().isEqualTo("likeness.enrollments/3/1042");
    assertThat(letter.value()).isEqualTo(PHOTO);
    assertThat(DeadLetters.ownKey(letter.key(), letter.headers())).isEqualTo(KEY);
    assertThat(DeadLetters.original(letter.headers()).toArray())
        .containsExactly(headers.lastHeader("own"));
    assertThat(letter.headers().lastHeader("likeness-forged")).isNull();
    assertThat(letter.headers().lastHeader(DeadLetters.OMITTED)).isNull();
    assertThat(DeadLetters.isTombstone(letter.value(), letter.headers())).isFalse();
    assertThat(DeadLetters.isTakenBack(letter.value(), letter.headers())).isFalse();
  }

  @Test
  void shouldTellATombstoneFromALetterThatIsTakenBack() {
    // When
    ProducerRecord<byte[], byte[]> letter = letter(KEY, null, new RecordHeaders());

    // Then
    assertThat(letter.value()).isEmpty();
    assertThat(DeadLetters.isTombstone(letter.value(), letter.headers())).isTrue();
    assertThat(DeadLetters.isTakenBack(letter.value(), letter.headers())).isFalse();
    assertThat(DeadLetters.isTakenBack(null, new RecordHeaders())).isTrue();
  }

  @Test
  void shouldLeaveOutWhatItsTopicWouldNotTake() {
    // Given
    byte[] large = new byte[TopicSettings.MAX_MESSAGE_BYTES - 4_096];
    byte[] larger = new byte[2 * TopicSettings.MAX_MESSAGE_BYTES];
    Headers many = new RecordHeaders().add("own", new byte[8_192]);

    // Then
    assertThat(fits(letter(KEY, large, new RecordHeaders()))).isNull();
    assertThat(fits(letter(KEY, large, many))).isEqualTo("headers");
    assertThat(fits(letter(KEY, larger, many)))
        .isEqualTo("headers, value of " + larger.length + " bytes");
    assertThat(fits(letter(larger, large, many)))
        .endsWith("key of " + larger.length + " bytes after its first 4096");
  }

  /** What is left out of a letter whose batch the topic takes. */
  private static String fits(ProducerRecord<byte[], byte[]> letter) {
    MemoryRecords batch =
        MemoryRecords.withRecords(
            Compression.NONE,
            new SimpleRecord(0L, letter.key(), letter.value(), letter.headers().toArray()));
    assertThat(batch.sizeInBytes()).isLessThanOrEqualTo(TopicSettings.MAX_MESSAGE_BYTES);
    return DeadLetters.text(letter.headers(), DeadLetters.OMITTED);
  }

  private static ProducerRecord<byte[], byte[]> letter(byte[] key, byte[] value, Headers headers) {
    return DeadLetters.of(
        Arrays.copyOf(key, key.length), value, headers, Reason.BAD_KEY, "bad", PLACE);
  }
}
