package dev.likeness.search.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index has caught up where the last offsets of its topic are of no record it can read. */
final class TopicTailIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PARTITIONS = SearchProcess.PARTITIONS;
  private static final FaceKey ADA = FaceKey.parse("g/ada/1");
  private static final int HOME = Partitions.of(ADA.toBytes(), PARTITIONS);

  @TempDir private static Path brokerDirectory;
  private static EmbeddedBroker broker;
  private static Admin admin;

  @TempDir private Path state;
  private String model;
  private Producer<byte[], byte[]> plain;
  private Producer<byte[], byte[]> transactional;
  private ScatterGather gatherer;
  private Shards shards;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = EmbeddedBroker.start(DataDirectory.lock(brokerDirectory), BrokerSettings.local(0));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.BROKER, ""),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("log.cleaner.backoff.ms", "100"),
                        AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  @AfterAll
  static void stopBroker() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void prepare() throws Exception {
    model = "m" + System.nanoTime();
    admin
        .createTopics(
            List.of(
                new NewTopic(topic(), PARTITIONS, (short) 1)
                    .configs(
                        Map.of(
                            "cleanup.policy", "compact",
                            "segment.ms", "1000",
                            "min.cleanable.dirty.ratio", "0.0",
                            "delete.retention.ms", "0"))))
        .all()
        .get();
    plain = producer(Map.of());
    transactional = producer(Map.of("transactional.id", model));
    transactional.initTransactions();
  }

  @AfterEach
  void stop() {
    plain.close();
    transactional.close(Duration.ZERO);
    stopIndex();
  }

  @Test
  void shouldCatchUpWhereATopicEndsWithTheMarkOfATransaction() throws Exception {
    // Given
    transactional.beginTransaction();
    send(transactional, ADA, rejected(3));
    transactional.commitTransaction();

    // When
    start();

    // Then
    awaitCaughtUp();
    assertThat(shards.face(ADA)).contains(rejected(3));

    // When
    stopIndex();
    start();

    // Then
    awaitCaughtUp();
    assertThat(shards.face(ADA)).contains(rejected(3));
  }

  @Test
  void shouldTakeNoPartOfAnAbortedTransactionAndCatchUpBehindIt() throws Exception {
    // Given
    send(plain, ADA, rejected(3));
    abort();

    // When
    start();

    // Then
    awaitCaughtUp();
    assertThat(shards.face(ADA)).contains(rejected(3));

    // When
    abort();

    // Then
    awaitCaughtUp();
    assertThat(shards.face(ADA)).contains(rejected(3));

    // When
    stopIndex();
    abort();
    start();

    // Then
    awaitCaughtUp();
    assertThat(shards.face(ADA)).contains(rejected(3));
  }

  @Test
  void shouldCatchUpWhereTheEndOfATopicWasCompactedAway() throws Exception {
    // Given
    FaceKey other = otherAtHome();
    send(plain, ADA, rejected(3));
    send(plain, other, rejected(4));
    send(plain, other, new Forgotten(new Source(HOME, 5)));
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              abort(); // begins a segment, so that the one before can be compacted
              return readable();
            },
            left -> left == 1);

    // When
    start();

    // Then
    awaitCaughtUp();
    assertThat(shards.face(ADA)).contains(rejected(3));
    assertThat(shards.face(other)).isEmpty();
  }

  @Test
  void shouldWaitNoLongerForAPositionWithoutOutcomeOnceItsWorkersHaveComePastIt() throws Exception {
    // Given
    send(plain, ADA, rejected(3));
    Source aborted = new Source(HOME, 9);
    start();
    awaitCaughtUp();
    assertThat(shards.await(aborted, Duration.ofMillis(1_500))).isFalse();

    // When
    shards = new Shards(gatherer, aborted::equals);

    // Then
    assertThat(shards.await(aborted, PATIENCE)).isTrue();
  }

  @Test
  void shouldReadNoFurtherThanAnOpenTransactionAndGoOnWhenItEnds() throws Exception {
    // Given
    send(plain, ADA, rejected(3));
    transactional.beginTransaction();
    send(transactional, ADA, rejected(4));
    send(plain, ADA, rejected(5));

    // When
    start();

    // Then
    awaitCaughtUp();
    assertThat(ends().get(HOME)).isEqualTo(1);
    assertThat(shards.face(ADA)).contains(rejected(3));

    // When
    transactional.commitTransaction();

    // Then
    await().atMost(PATIENCE).until(() -> shards.await(new Source(HOME, 5), Duration.ofSeconds(1)));
    awaitCaughtUp();
    assertThat(shards.face(ADA)).contains(rejected(5));
  }

  /** The end moves after a transaction is over, when its mark is written. */
  private void awaitCaughtUp() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Map<Integer, IndexQuery.Progress> progress = shards.progress();
          Map<Integer, Long> next = new HashMap<>();
          progress.forEach((partition, here) -> next.put(partition, here.next()));
          assertThat(next).isEqualTo(ends());
          assertThat(progress.values()).allMatch(IndexQuery.Progress::current);
        });
  }

  /** A face that replaces Ada's, and one that forgets it, neither of which ever was. */
  private void abort() throws Exception {
    transactional.beginTransaction();
    send(transactional, ADA, rejected(8));
    send(transactional, ADA, new Forgotten(new Source(HOME, 9)));
    transactional.abortTransaction();
  }

  private void send(Producer<byte[], byte[]> producer, FaceKey key, Outcome outcome)
      throws Exception {
    ProducerRecord<byte[], byte[]> empty = new ProducerRecord<>(topic(), key.toBytes(), null);
    byte[] value = new OutcomeSerde().serializer().serialize(topic(), empty.headers(), outcome);
    producer.send(new ProducerRecord<>(topic(), HOME, key.toBytes(), value, empty.headers())).get();
  }

  private static Rejection rejected(long offset) {
    return new Rejection(Reason.NO_FACE, "none", new Source(HOME, offset));
  }

  private static FaceKey otherAtHome() {
    return IntStream.range(0, 1_000)
        .mapToObj(face -> new FaceKey("g", "bob", Integer.toString(face)))
        .filter(key -> Partitions.of(key.toBytes(), PARTITIONS) == HOME)
        .findFirst()
        .orElseThrow();
  }

  /** How many records of the topic can be read. */
  private int readable() throws Exception {
    int count = 0;
    TopicPartition home = new TopicPartition(topic(), HOME);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(home));
      consumer.seekToBeginning(List.of(home));
      long end = ends().get(HOME);
      while (consumer.position(home) < end) {
        count += consumer.poll(Duration.ofMillis(100)).count();
      }
    }
    return count;
  }

  private void start() {
    gatherer = SearchProcess.start(broker.bootstrap(), admin, state, model);
    shards = new Shards(gatherer);
  }

  private void stopIndex() {
    if (shards != null) {
      assertThat(gatherer.streams().close(PATIENCE)).isTrue();
      shards = null;
    }
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", broker.bootstrap());
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<Integer, Long> ends() throws Exception {
    return EndOffsets.of(admin, topic(), PARTITIONS).now();
  }

  private String topic() {
    return Topics.embeddings(model);
  }
}
