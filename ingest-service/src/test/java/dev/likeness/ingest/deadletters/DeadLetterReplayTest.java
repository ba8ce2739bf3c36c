package dev.likeness.ingest.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Source;
import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class DeadLetterReplayTest {
  private static final TopicPartition TOPIC = new TopicPartition(Topics.DEAD_LETTERS, 0);
  private static final Source POSITION = new Source(2, 18);
  private static final byte[] PHOTO = utf8("a photo");
  private static final long TIME = 1_789_000_000_000L;

  private final List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> published = new ArrayList<>();
  private final Map<FaceKey, Long> asked = new HashMap<>();
  private final Map<FaceKey, Long> later = new HashMap<>();
  private final DeadLetterReplay replay =
      new DeadLetterReplay(
          new DeadLetterReader(this::consumer),
          since -> {
            asked.putAll(since);
            return since.isEmpty() ? Map.of() : later;
          },
          record -> {
            published.add(record);
            return POSITION;
          });

  @Test
  void shouldPublishWhatHasAFaceKeyByNowWithoutOurHeaders() {
    // Given
    letter(3, "g/s/f", Topics.ENROLLMENTS);

    // When
    List<Replayed> results = replay.replay(request(Optional.empty(), 3));

    // Then
    assertThat(results)
        .containsExactly(Replayed.to(3, Topics.ENROLLMENTS, FaceKey.parse("g/s/f"), POSITION));
    assertThat(published)
        .singleElement()
        .satisfies(record -> {
          assertThat(record.key()).isEqualTo(utf8("g/s/f"));
          assertThat(record.value()).isEqualTo(PHOTO);
          assertThat(record.partition()).isNull();
          assertThat(record.headers().toArray()).extracting("key").containsExactly("metadata");
        });
  }

  @Test
  void shouldPublishUnderTheNewKeyAndTakeTheLetterBack() {
    // Given
    letter(3, "no-key", Topics.ENROLLMENTS);

    // When
    replay.replay(request(Optional.of(FaceKey.parse("g/s/new")), 3));

    // Then
    assertThat(published)
        .extracting(r -> r.topic() + " " + new String(r.key(), StandardCharsets.UTF_8))
        .containsExactly(
            Topics.ENROLLMENTS + " g/s/new",
            Topics.DEAD_LETTERS + " " + Topics.ENROLLMENTS + "/2/17");
    assertThat(published.getLast().value()).isNull();
  }

  @Test
  void shouldRefuseABadKeyAForeignTopicAndAnOffsetThatIsGone() {
    // Given
    letter(3, "no-key", Topics.ENROLLMENTS);
    letter(4, "g/s/f", "somebody.elses");
    letter(6, "g/s/f", Topics.ENROLLMENTS);

    // When
    List<Replayed> results = replay.replay(request(Optional.empty(), 1, 3, 4, 5, 6, 7));

    // Then
    assertThat(results).extracting(Replayed::offset).containsExactly(1L, 3L, 4L, 5L, 6L, 7L);
    assertThat(results)
        .extracting(Replayed::code)
        .containsExactly(
            "UNKNOWN_OFFSET", "BAD_KEY", "UNKNOWN_TOPIC", "UNKNOWN_OFFSET", null, "UNKNOWN_OFFSET");
    assertThat(published).hasSize(1);
  }

  @Test
  void shouldGoThroughAllOfThem() {
    // Given
    letter(3, "no-key", Topics.ENROLLMENTS);
    letter(5, "g/s/f", Topics.ENROLLMENTS);
    letter(9, "g/s/g", Topics.ENROLLMENTS);

    // When
    List<Replayed> results = replay.replay(request(Optional.empty()));

    // Then
    assertThat(results).extracting(Replayed::done).containsExactly(false, true, true);
    assertThat(published).hasSize(2);
  }

  @Test
  void shouldRefuseWhatWasEnrolledOrForgottenSinceUnlessForced() {
    // Given
    FaceKey key = FaceKey.parse("g/s/f");
    letter(3, key.toString(), Topics.ENROLLMENTS);
    later.put(key, TIME);

    // When
    List<Replayed> refused = replay.replay(request(Optional.empty(), 3));
    List<Replayed> forced = replay.replay(new ReplayRequest(List.of(3L), false, null, true));

    // Then
    assertThat(asked).containsExactly(Map.entry(key, TIME));
    assertThat(refused).extracting(Replayed::code).containsExactly("SUPERSEDED");
    assertThat(refused.getFirst().detail())
        .contains("g/s/f", Instant.ofEpochMilli(TIME).toString(), "force");
    assertThat(forced).extracting(Replayed::done).containsExactly(true);
    assertThat(published).hasSize(1);
  }

  @Test
  void shouldForgetAgainByATombstone() {
    // Given
    letter(3, "g/s/f", Topics.ENROLLMENTS, null);

    // When
    replay.replay(request(Optional.empty(), 3));

    // Then
    assertThat(published).singleElement().satisfies(r -> assertThat(r.value()).isNull());
  }

  @Test
  void shouldRefuseALetterThatIsNotWholeAndPassOverOneThatWasTakenBack() {
    // Given
    letter(3, "g/s/f", Topics.ENROLLMENTS, new byte[20 << 20]);
    letters.add(new ConsumerRecord<>(TOPIC.topic(), 0, 4, utf8("place"), null));
    letter(5, "g/s/g", Topics.ENROLLMENTS);

    // When
    List<Replayed> results = replay.replay(request(Optional.empty()));

    // Then
    assertThat(results).extracting(Replayed::offset).containsExactly(3L, 5L);
    assertThat(results.getFirst().code()).isEqualTo("INCOMPLETE");
  }

  private static ReplayRequest request(Optional<FaceKey> key, long... offsets) {
    List<Long> asked = offsets.length == 0 ? null : Arrays.stream(offsets).boxed().toList();
    return new ReplayRequest(asked, asked == null, key.map(FaceKey::toString).orElse(null), false);
  }

  private void letter(long offset, String key, String topic) {
    letter(offset, key, topic, PHOTO);
  }

  private void letter(long offset, String key, String topic, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("metadata", utf8("{}"));
    var letter =
        DeadLetters.of(
            utf8(key), value, headers, Reason.BAD_KEY, "bad", new DeadLetters.Place(topic, 2, 17));
    letters.add(
        new ConsumerRecord<>(
            TOPIC.topic(),
            TOPIC.partition(),
            offset,
            TIME,
            TimestampType.CREATE_TIME,
            0,
            0,
            letter.key(),
            letter.value(),
            letter.headers(),
            Optional.empty()));
  }

  private Consumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updateBeginningOffsets(Map.of(TOPIC, letters.getFirst().offset()));
    consumer.updateEndOffsets(Map.of(TOPIC, letters.getLast().offset() + 1));
    // The topic is read twice: for what was taken back, and for the letters.
    consumer.schedulePollTask(() -> letters.forEach(consumer::addRecord));
    consumer.schedulePollTask(() -> letters.forEach(consumer::addRecord));
    return consumer;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
