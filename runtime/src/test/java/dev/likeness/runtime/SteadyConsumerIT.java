package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two partitions of a real broker, one of them damaged in its middle. */
@Timeout(120)
final class SteadyConsumerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final TopicPartition DAMAGED = new TopicPartition("photos", 0);
  private static final TopicPartition WHOLE = new TopicPartition("photos", 1);
  private static final int RECORDS = 20;
  private static final int VALUE_BYTES = 10_000;

  @TempDir private Path data;
  private EmbeddedBroker broker;

  @BeforeEach
  void start() throws Exception {
    startBroker();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      admin.createTopics(List.of(new NewTopic("photos", 2, (short) 1))).all().get();
      for (int i = 0; i < RECORDS; i++) {
        producer.send(new ProducerRecord<>("photos", 0, null, new byte[VALUE_BYTES])).get();
        producer.send(new ProducerRecord<>("photos", 1, null, new byte[VALUE_BYTES])).get();
      }
    }
    broker.close();
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private void startBroker() {
    broker = EmbeddedBroker.start(DataDirectory.lock(data), BrokerSettings.local(0));
  }

  @Test
  void shouldReadTheOtherPartitionOnAndNameWhatCannotBeRead() throws IOException {
    // Given
    damage(9.5);
    Unreadable unreadable = unreadable(false);

    // When
    Set<Long> read = new HashSet<>();
    Set<Long> readOfDamaged = new HashSet<>();
    try (SteadyConsumer consumer = consumer(unreadable)) {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach(record ->
                    (record.partition() == 0 ? readOfDamaged : read).add(record.offset()));
            consumer.resume(consumer.assignment());
            return read.size() == RECORDS && !unreadable.places().isEmpty();
          });
    }

    // Then
    assertThat(readOfDamaged).containsExactlyInAnyOrderElementsOf(offsets(0, 9));
    assertThat(unreadable.places()).containsOnly(Map.entry(DAMAGED, 9L));
    assertThat(unreadable.sentences())
        .singleElement()
        .asString()
        .startsWith("photos-0 cannot be read at offset 9");
    assertThat(unreadable.partitions("photos")).containsExactly(0);
  }

  @Test
  void shouldSkipWhatCannotBeReadAndCountIt() throws IOException {
    // Given
    damage(9.5);
    damage(10.5);
    Unreadable unreadable = unreadable(true);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    unreadable.bindTo(meters);

    // When
    Set<Long> readOfDamaged = new HashSet<>();
    try (SteadyConsumer consumer = consumer(unreadable)) {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            consumer.poll(Duration.ofMillis(200)).records(DAMAGED).stream()
                .map(record -> record.offset())
                .forEach(readOfDamaged::add);
            return readOfDamaged.contains(RECORDS - 1L);
          });
    }

    // Then
    assertThat(readOfDamaged)
        .containsAll(offsets(0, 9))
        .containsAll(offsets(11, RECORDS))
        .doesNotContain(9L, 10L);
    assertThat(meters.get("likeness.unreadable.skipped").functionCounter().count()).isEqualTo(2);
    assertThat(unreadable.places()).isEmpty();
  }

  private static List<Long> offsets(int begin, int end) {
    return IntStream.range(begin, end).mapToObj(Long::valueOf).toList();
  }

  /** Flips bytes, as a failing disk does, and starts the broker on what is left. */
  private void damage(double record) throws IOException {
    broker.close();
    try (FileChannel segment =
        FileChannel.open(
            data.resolve("kafka/photos-0/00000000000000000000.log"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      long at = (long) (segment.size() * record / RECORDS);
      segment.write(ByteBuffer.wrap("damage".getBytes(StandardCharsets.UTF_8)), at);
    }
    startBroker();
  }

  private SteadyConsumer consumer(Unreadable unreadable) {
    SteadyConsumer consumer =
        new SteadyConsumer(
            Map.of("bootstrap.servers", broker.bootstrap(), "auto.offset.reset", "earliest"),
            unreadable);
    consumer.assign(List.of(DAMAGED, WHOLE));
    return consumer;
  }

  private Unreadable unreadable(boolean skip) {
    return new Unreadable(
        () ->
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "auto.offset.reset", "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
        skip);
  }
}
