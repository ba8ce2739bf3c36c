package dev.likeness.search.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.faces.FaceKey;
import dev.likeness.runtime.KafkaClients;
import dev.likeness.search.log.EnrollmentReader;
import dev.likeness.search.store.EndOffsets;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** What the enrollments are asked for, where they end with what nobody can read. */
final class EnrollmentsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final FaceKey ADA = FaceKey.parse("g/ada/1");
  private static final FaceKey BOB = FaceKey.parse("g/bob/1");
  private static final FaceKey CY = FaceKey.parse("g/cy/1");

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static Admin admin;
  private static Producer<byte[], byte[]> plain;
  private static KafkaProperties kafka;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(DataDirectory.lock(directory), BrokerSettings.local(0));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    plain = producer(Map.of());
    kafka = new KafkaProperties();
    kafka.setBootstrapServers(List.of(broker.bootstrap()));
    admin
        .createTopics(
            List.of(
                new NewTopic("first", 1, (short) 1),
                new NewTopic("open", 1, (short) 1),
                new NewTopic(Topics.DEAD_LETTERS, 1, (short) 1)))
        .all()
        .get();
  }

  @AfterAll
  static void stop() {
    plain.close();
    admin.close();
    broker.close();
  }

  @Test
  void shouldFindTheFirstRecordThatCanBeReadOrThatThereIsNone() throws Exception {
    // Given: 0 a record, 1 and 2 aborted, 3 a record that is committed, 4 its mark, 5 and 6 aborted
    String topic = "first";
    send(plain, topic, ADA);
    try (Producer<byte[], byte[]> transactional = producer(Map.of("transactional.id", topic));
        EnrollmentReader reader = reader(topic, IsolationLevel.READ_COMMITTED)) {
      transactional.initTransactions();
      transactional.beginTransaction();
      send(transactional, topic, BOB);
      transactional.abortTransaction();
      transactional.beginTransaction();
      send(transactional, topic, CY);
      transactional.commitTransaction();
      transactional.beginTransaction();
      send(transactional, topic, BOB);
      transactional.abortTransaction();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(end(topic)).isEqualTo(7));

      // Then
      assertThat(reader.first(0, 0, 7)).isZero();
      assertThat(reader.first(0, 1, 7)).isEqualTo(3);
      assertThat(reader.first(0, 1, 3)).isEqualTo(3);
      assertThat(reader.first(0, 4, 7)).isEqualTo(7);
      assertThat(reader.first(0, 1, 2)).isEqualTo(2);
      List<String> keys = new ArrayList<>();
      assertThat(
              reader.readToTheEnds(
                  _ -> 0, record -> keys.add(new String(record.key(), StandardCharsets.UTF_8))))
          .containsOnly(Map.entry(0, 7L));
      assertThat(keys).containsExactly(ADA.toString(), CY.toString());

      // When
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(4)))
          .all()
          .get();

      // Then
      assertThat(reader.first(0, 0, 7)).isEqualTo(7);
    }
  }

  @Test
  void shouldSeeWhatStandsBehindAnOpenTransactionOnlyIfAskedForIt() throws Exception {
    // Given
    String topic = "open";
    send(plain, topic, ADA);
    try (Producer<byte[], byte[]> transactional = producer(Map.of("transactional.id", topic));
        EnrollmentReader committed = reader(topic, IsolationLevel.READ_COMMITTED);
        EnrollmentReader all = reader(topic, IsolationLevel.READ_UNCOMMITTED)) {
      transactional.initTransactions();
      transactional.beginTransaction();
      send(transactional, topic, BOB);
      send(plain, topic, CY);

      // When
      List<String> keys = new ArrayList<>();
      List<String> allKeys = new ArrayList<>();
      Map<Integer, Long> end =
          committed.readToTheEnds(
              _ -> 0, record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
      all.readToTheEnds(
          _ -> 0, record -> allKeys.add(new String(record.key(), StandardCharsets.UTF_8)));

      // Then
      assertThat(end).containsOnly(Map.entry(0, 1L));
      assertThat(keys).containsExactly(ADA.toString());
      assertThat(allKeys).containsExactly(ADA.toString(), BOB.toString(), CY.toString());
      assertThat(end(topic)).isEqualTo(1);
      assertThat(EndOffsets.written(admin, topic, 1).now()).containsOnly(Map.entry(0, 3L));
      transactional.abortTransaction();
    }
  }

  @Test
  void shouldKnowAFaceByItsDeadLetter() throws Exception {
    // Given
    Underway underway =
        new Underway(
            reader("first", IsolationLevel.READ_COMMITTED),
            level -> reader("first", level),
            () -> reader(Topics.DEAD_LETTERS, IsolationLevel.READ_COMMITTED),
            () -> EndOffsets.written(admin, "first", 1));
    assertThat(underway.letters(ADA::equals)).isEmpty();

    // When
    send(plain, Topics.DEAD_LETTERS, ADA);
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            Topics.DEAD_LETTERS, 0, "first/0/1".getBytes(StandardCharsets.UTF_8), new byte[] {1});
    letter.headers().add("likeness-key", BOB.toBytes());
    plain.send(letter).get();

    // Then
    assertThat(underway.letters(ADA::equals)).containsOnly(Map.entry(ADA.toString(), ADA));
    assertThat(underway.letters(BOB::equals)).containsOnly(Map.entry("first/0/1", BOB));
    assertThat(underway.letters(CY::equals)).isEmpty();

    // When
    plain.send(new ProducerRecord<>(Topics.DEAD_LETTERS, 0, letter.key(), null)).get();

    // Then
    assertThat(underway.letters(BOB::equals)).isEmpty();
  }

  private static EnrollmentReader reader(String topic, IsolationLevel level) {
    return new EnrollmentReader(KafkaClients.reader(kafka, "earliest", level), topic, () -> 1);
  }

  private static long end(String topic) throws Exception {
    return EndOffsets.of(admin, topic, 1).now().get(0);
  }

  private static void send(Producer<byte[], byte[]> producer, String topic, FaceKey key)
      throws Exception {
    producer.send(new ProducerRecord<>(topic, 0, key.toBytes(), new byte[] {1})).get();
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", broker.bootstrap());
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
