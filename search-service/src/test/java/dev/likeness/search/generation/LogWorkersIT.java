package dev.likeness.search.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.faces.Source;
import dev.likeness.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of workers by their groups, with a real broker. */
final class LogWorkersIT {
  private static final String MODEL = "m";
  private static final TopicPartition PLACE = new TopicPartition(Topics.ENROLLMENTS, 0);

  @TempDir private Path directory;

  @Test
  void shouldSayWhetherWorkersAreAtWorkAndHowFarTheyHaveEmbedded() throws Exception {
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(DataDirectory.lock(directory), BrokerSettings.local(0));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      // Given: of ten offsets those before 7 are committed, the last record is at 8
      admin.createTopics(List.of(new NewTopic(PLACE.topic(), 1, (short) 1))).all().get();
      AtomicInteger looks = new AtomicInteger();
      LogWorkers workers =
          new LogWorkers(
              admin,
              () -> () -> CompletableFuture.completedFuture(Map.of(0, 10L)),
              (partition, start, end) -> {
                looks.incrementAndGet();
                return start <= 8 && 8 < end ? 8 : end;
              });
      // A new broker makes its topic of offsets first, for as long as that takes it.
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(TimeoutException.class)
          .until(() -> !workers.areAtWork(MODEL));
      commit(admin, 7);

      // Then
      assertThat(workers.areAtWork(MODEL)).isFalse();
      assertThat(workers.haveEmbedded(MODEL, Map.of(0, 7L))).isTrue();
      assertThat(workers.haveEmbedded(MODEL, Map.of(0, 8L))).isTrue();
      assertThat(workers.haveEmbedded(MODEL, Map.of(0, 9L))).isFalse();
      int before = looks.get();
      assertThat(workers.haveEmbedded(MODEL, Map.of(0, 10L))).isFalse();
      assertThat(looks).hasValue(before);
      assertThat(workers.haveEmbedded(MODEL, new Source(0, 6))).isTrue();
      assertThat(workers.haveEmbedded(MODEL, new Source(0, 9))).isFalse();

      // When
      commit(admin, 9);

      // Then
      assertThat(workers.haveEmbedded(MODEL, new Source(0, 9))).isTrue();
      assertThat(workers.haveEmbedded(MODEL, new Source(0, 10))).isFalse();
      assertThat(workers.haveEmbedded(MODEL, new Source(5, 0))).isFalse();
      assertThat(workers.haveEmbedded(MODEL, new Source(0, Long.MAX_VALUE))).isFalse();

      // When
      try (KafkaConsumer<byte[], byte[]> worker =
          new KafkaConsumer<>(
              Map.of("bootstrap.servers", broker.bootstrap(), "group.id", Topics.embedGroup(MODEL)),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())) {
        worker.subscribe(List.of(PLACE.topic()));

        // Then
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .ignoreExceptionsInstanceOf(TimeoutException.class)
            .pollInSameThread()
            .until(() -> {
              worker.poll(Duration.ofMillis(100));
              return workers.areAtWork(MODEL);
            });
      }
    }
  }

  private static void commit(Admin admin, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(
            Topics.embedGroup(MODEL), Map.of(PLACE, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }
}
