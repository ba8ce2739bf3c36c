package dev.likeness.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.topics.ControlState;
import dev.likeness.topics.Generation;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class OutcomeWaiterTest {
  private static final String MODEL = "a-model";
  private static final TopicPartition PLACE = new TopicPartition(Topics.embeddings(MODEL), 0);
  private static final FaceKey FACE = FaceKey.parse("g/s/f");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final CountedPolls topic = new CountedPolls();
  private final OutcomeWaiter watch = new OutcomeWaiter(topic, OutcomeWaiterTest::control, () -> 1);

  @BeforeEach
  void start() {
    end(5);
    watch.start();
  }

  @AfterEach
  void stop() {
    watch.stop();
  }

  @Test
  void shouldHandOverTheOutcomeThatIsWaitedFor() {
    // Given
    try (OutcomeWaiter.Ticket ticket = watch.expect(FACE)) {

      // When
      publish(5, FACE, new Source(0, 70));
      publish(6, FaceKey.parse("g/s/other"), new Source(0, 72));
      publish(7, FACE, new Source(0, 71));

      // Then
      assertThat(ticket.await(new Source(0, 71), PATIENCE))
          .map(Outcome::source)
          .contains(new Source(0, 71));
      assertThat(ticket.await(new Source(0, 72), MOMENT)).isEmpty();
    }
  }

  @Test
  void shouldSeeWhatIsPublishedOnceItIsExpected() {
    // Given: others' outcomes are read while nobody waits
    await().until(() -> topic.polls.get() > 0);
    publish(5, FACE, new Source(0, 70));
    await().until(() -> topic.position(PLACE) == 6);

    // When
    try (OutcomeWaiter.Ticket ticket = watch.expect(FACE)) {
      publish(6, FACE, new Source(0, 80));

      // Then
      assertThat(ticket.await(new Source(0, 80), PATIENCE)).isPresent();
      assertThat(ticket.await(new Source(0, 70), MOMENT)).isEmpty();
    }
  }

  @Test
  void shouldWatchOnAfterWhatNoRepetitionPutsRight() {
    // Given
    try (OutcomeWaiter.Ticket ticket = watch.expect(FACE)) {
      topic.schedulePollTask(
          () -> topic.setPollException(new TopicAuthorizationException(Set.of(PLACE.topic()))));
      topic.schedulePollTask(() -> topic.setPollException(new KafkaException("damaged")));

      // When
      publish(5, FACE, new Source(0, 70));

      // Then
      assertThat(ticket.await(new Source(0, 70), PATIENCE)).isPresent();
    }
  }

  @Test
  void shouldLetNobodyWaitOnceItIsStopped() {
    // Given
    watch.stop();

    // When
    watch.expect(FACE).close();

    // Then
    assertThat(topic.closed()).isTrue();
  }

  private static ControlState control() {
    ProducerRecord<byte[], byte[]> record = ControlState.activate(new Generation(MODEL, 1));
    return ControlState.NOTHING.after(record.key(), record.value());
  }

  private void end(long offset) {
    topic.updateEndOffsets(Map.of(PLACE, offset));
  }

  private void publish(long offset, FaceKey key, Source source) {
    Headers headers = new RecordHeaders();
    byte[] value =
        new OutcomeSerde().serializer().serialize(PLACE.topic(), headers, new Forgotten(source));
    topic.schedulePollTask(() ->
        topic.addRecord(
            new ConsumerRecord<>(
                PLACE.topic(),
                PLACE.partition(),
                offset,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                key.toBytes(),
                value,
                headers,
                Optional.empty())));
  }

  private static final class CountedPolls extends MockConsumer<byte[], byte[]> {
    final AtomicInteger polls = new AtomicInteger();

    CountedPolls() {
      super("latest");
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration patience) {
      polls.incrementAndGet();
      return super.poll(patience);
    }
  }
}
