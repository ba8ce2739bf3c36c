package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.topics.TopicCatalog;
import dev.likeness.topics.TopicSettings;
import dev.likeness.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is told of open transactions, and read of them, with a real broker. */
@ExtendWith(OutputCaptureExtension.class)
final class OpenTransactionsIT {
  private static final String MODEL = "m";
  private static final TopicPartition PLACE = new TopicPartition(Topics.ENROLLMENTS, 2);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static Admin admin;
  private static KafkaTopics topics;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(DataDirectory.lock(directory), BrokerSettings.local(0));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    topics =
        new KafkaTopics(
            new TopicCatalog(TopicSettings.DEFAULT),
            admin,
            new BrokerPatience(PATIENCE, broker.bootstrap(), _ -> {}),
            MODEL);
    topics.start();
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void shouldNameAPartitionThatIsHeldBackUntilItsTransactionEnds(CapturedOutput output)
      throws Exception {
    // Given
    OpenTransactions transactions = new OpenTransactions(admin, () -> Set.of(MODEL), topics);
    var health = new TransactionsConfiguration().transactions(transactions);
    transactions.look(NOW);
    transactions.look(NOW);
    assertThat(transactions.held()).isEmpty();

    try (Producer<byte[], byte[]> producer = producer("importer")) {
      producer.initTransactions();
      producer.beginTransaction();
      long offset = producer.send(record()).get().offset();
      producer.send(record()).get();

      // When
      transactions.look(NOW.plusSeconds(5));

      // Then
      assertThat(transactions.held()).isEmpty();

      // When
      transactions.look(NOW.plusSeconds(10));
      transactions.look(NOW.plusSeconds(15));

      // Then
      assertThat(transactions.held())
          .containsExactly(new HeldBack(PLACE, offset, 2, "importer", NOW.plusSeconds(5)));
      Health told = health.health();
      assertThat(told.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
      assertThat(told.getDetails().toString())
          .contains("likeness.enrollments-2 is read to offset " + offset + " only")
          .contains("transactional.id 'importer'")
          .contains("since 2026-03-01T12:00:05Z");
      assertThat(output.getAll().split("is read to offset", -1)).hasSize(2);

      // When
      producer.abortTransaction();
    }

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          transactions.look(NOW.plusSeconds(20));
          assertThat(transactions.held()).isEmpty();
        });
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    assertThat(output.getAll()).contains("likeness.enrollments-2 is no longer held back");
  }

  @Test
  void shouldReadOnlyWhatIsCommitted() throws Exception {
    // Given
    TopicPartition where = new TopicPartition(Topics.ENROLLMENTS, 1);
    byte[] committed = {1};
    byte[] aborted = {2};
    try (Producer<byte[], byte[]> producer = producer("other")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(where.topic(), 1, aborted, aborted)).get();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(where.topic(), 1, committed, committed)).get();
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(where.topic(), 1, aborted, aborted)).get();

      // When
      List<byte[]> keys = new ArrayList<>();
      try (KafkaConsumer<byte[], byte[]> reader = KafkaClients.reader(kafka(), "earliest")) {
        reader.assign(List.of(where));
        long end = reader.endOffsets(List.of(where)).get(where);
        while (reader.position(where) < end) {
          reader.poll(Duration.ofMillis(100)).forEach(record -> keys.add(record.key()));
        }
      }

      // Then
      assertThat(keys).containsExactly(committed);
      assertThat(KafkaClients.streams(kafka(), 100))
          .containsEntry("consumer.isolation.level", "read_committed");
      producer.abortTransaction();
    }
  }

  private static KafkaProperties kafka() {
    KafkaProperties properties = new KafkaProperties();
    properties.setBootstrapServers(List.of(broker.bootstrap()));
    properties.getConsumer().getProperties().put("isolation.level", "read_uncommitted");
    return properties;
  }

  private static ProducerRecord<byte[], byte[]> record() {
    return new ProducerRecord<>(PLACE.topic(), PLACE.partition(), new byte[] {1}, new byte[] {1});
  }

  private static Producer<byte[], byte[]> producer(String id) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", id),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
