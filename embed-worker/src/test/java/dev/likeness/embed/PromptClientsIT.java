package dev.likeness.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.runtime.Unreadable;
import dev.likeness.topics.ClosingRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
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

/** When the clients of a thread send what it has made, over a real broker. */
@Timeout(120)
final class PromptClientsIT {
  private static final String IN = "in";
  private static final String OUT = "out";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FOR_EVER_MILLIS = 600_000;
  private static final int MANY = 100;

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private Consumer<byte[], byte[]> consumer;
  private Producer<byte[], byte[]> producer;

  @BeforeEach
  void start() throws ExecutionException, InterruptedException {
    broker = EmbeddedBroker.start(DataDirectory.lock(directory), BrokerSettings.local(0));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      admin
          .createTopics(List.of(new NewTopic(IN, 1, (short) 1), new NewTopic(OUT, 1, (short) 1)))
          .all()
          .get();
    }
    PromptClients clients =
        new PromptClients(
            (_, committed) -> committed,
            new Unreadable(
                () -> {
                  throw new IllegalStateException("nothing is damaged");
                },
                false));
    consumer =
        clients.getConsumer(
            Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "max.poll.records",
                10));
    consumer.assign(List.of(new TopicPartition(IN, 0)));
    producer =
        clients.getProducer(
            Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "linger.ms",
                FOR_EVER_MILLIS,
                "delivery.timeout.ms",
                2 * FOR_EVER_MILLIS));
  }

  @AfterEach
  void stop() {
    consumer.close();
    producer.close(Duration.ZERO);
    broker.close();
  }

  @Test
  void shouldSendWhatItHoldsOnceThereIsNothingToDo() {
    // Given
    publish(1);

    // When
    work(1);
    consumer.poll(Duration.ofMillis(1));

    // Then
    assertThat(arrived()).isEqualTo(1);
  }

  @Test
  void shouldHoldWhatItHasMadeWhileThereIsWork() {
    // Given
    publish(MANY);

    // When
    work(MANY);

    // Then
    assertThat(arrived()).isZero();
    consumer.poll(Duration.ofMillis(1));
    assertThat(arrived()).isEqualTo(MANY);
  }

  @Test
  void shouldSendWhatIsToBeClosedBeforeWhatClosesIt() {
    // Given
    publish(MANY);
    work(10);
    assertThat(arrived()).isZero();

    // When
    var _ = producer.send(new ProducerRecord<>(OUT, ClosingRecords.key(0, 1).toBytes(), null));

    // Then
    assertThat(arrived()).isEqualTo(10);
    producer.flush();
    assertThat(arrived()).isEqualTo(11);
  }

  private void publish(int records) {
    try (Producer<byte[], byte[]> other =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      IntStream.range(0, records)
          .forEach(i -> {
            var _ = other.send(new ProducerRecord<>(IN, new byte[] {(byte) i}));
          });
    }
  }

  /** What a thread of Streams does, until it has made so many records. */
  private void work(int records) {
    int[] made = {0};
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(() -> {
          consumer
              .poll(Duration.ofMillis(100))
              .forEach(record -> {
                var _ = producer.send(new ProducerRecord<>(OUT, record.value()), null);
                made[0]++;
              });
          return made[0] >= records;
        });
  }

  private long arrived() {
    try (Consumer<byte[], byte[]> out =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition place = new TopicPartition(OUT, 0);
      Long end = out.endOffsets(List.of(place)).get(place);
      return end == null ? 0 : end;
    }
  }
}
