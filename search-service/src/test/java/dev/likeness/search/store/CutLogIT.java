package dev.likeness.search.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An index that has read more than its topic holds after a power loss, or read another topic. */
@Timeout(180)
final class CutLogIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PARTITIONS = SearchProcess.PARTITIONS;
  private static final int FACES = 200;
  private static final String MODEL = "m";
  private static final String TOPIC = Topics.embeddings(MODEL);

  @TempDir private Path data;
  @TempDir private Path state;
  private final Map<FaceKey, Outcome> published = new HashMap<>();
  private final long[] sources = new long[PARTITIONS];
  private EmbeddedBroker broker;

  @BeforeEach
  void start() {
    startBroker();
    withAdmin(this::makeTopic);
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void shouldReadAnewWhatAPowerLossReplaced() throws Exception {
    // Given
    publish(FACES);
    indexed();
    Map<Integer, Long> before = ends();

    // When
    broker.close();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      cut(data.resolve("kafka"), TOPIC + "-" + partition);
    }
    startBroker();
    Map<Integer, Long> cut = ends();
    publish(2 * FACES);
    forgetByWhomTheGroupsOffsetsWereWritten(before);

    // Then
    assertThat(cut)
        .allSatisfy((partition, end) -> assertThat(end).isLessThan(before.get(partition)));
    assertThat(ends())
        .allSatisfy((partition, end) -> assertThat(end).isGreaterThan(before.get(partition)));
    indexed();
  }

  @Test
  void shouldReadAnewATopicThatWasMadeAgain() throws Exception {
    // Given
    publish(FACES);
    indexed();

    // When
    withAdmin(admin -> {
      get(admin.deleteTopics(List.of(TOPIC)).all());
      await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(TOPIC));
      makeTopic(admin);
    });
    published.clear();
    publish(2 * FACES);

    // Then
    indexed();
  }

  /** A restart alone is no reason to read anything again. */
  @Test
  void shouldGoOnWithItsIndexAfterARestartOfTheBroker() throws Exception {
    // Given
    publish(FACES);
    indexed();
    List<Path> before = indexFiles();

    // When
    broker.close();
    startBroker();
    indexed();

    // Then
    assertThat(before).isNotEmpty();
    assertThat(indexFiles()).containsAll(before);
  }

  private List<Path> indexFiles() throws IOException {
    try (var files = Files.walk(state)) {
      return files.filter(file -> file.toString().endsWith(".si")).toList();
    }
  }

  private void startBroker() {
    broker = EmbeddedBroker.start(DataDirectory.lock(data), BrokerSettings.local(0));
  }

  private void makeTopic(Admin admin) {
    get(admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all());
  }

  /** Runs a search service until it knows the last outcome of each face, and stops it. */
  private void indexed() {
    withAdmin(admin -> {
      ScatterGather gatherer = SearchProcess.start(broker.bootstrap(), admin, state, MODEL);
      try {
        Shards shards = new Shards(gatherer);
        await()
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(IndexUnavailableException.class)
            .untilAsserted(() ->
                assertThat(published)
                    .allSatisfy((key, outcome) ->
                        assertThat(shards.faceWithVector(key)).contains(outcome)));
      } finally {
        gatherer.streams().close();
      }
    });
  }

  /** As if they had been written by somebody who does not say. */
  private void forgetByWhomTheGroupsOffsetsWereWritten(Map<Integer, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
    offsets.forEach((partition, offset) ->
        all.put(new TopicPartition(TOPIC, partition), new OffsetAndMetadata(offset)));
    withAdmin(admin ->
        await("the group is empty")
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> {
              admin.alterConsumerGroupOffsets("search-" + MODEL, all).all().get();
              return true;
            }));
  }

  /** An outcome, not the one it had, of each face. */
  private void publish(int count) throws Exception {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        FaceKey key = new FaceKey("cut", "ada", "face-" + i);
        int partition = Partitions.of(key.toBytes(), PARTITIONS);
        Outcome outcome =
            new Rejection(
                Reason.NO_FACE, "the one of " + i, new Source(partition, sources[partition]++));
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                TOPIC,
                partition,
                key.toBytes(),
                new OutcomeSerde().serializer().serialize(TOPIC, outcome));
        producer.send(record).get();
        published.put(key, outcome);
      }
    }
  }

  private Map<Integer, Long> ends() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      return EndOffsets.of(admin, TOPIC, PARTITIONS).now();
    }
  }

  /** Cuts the end of a log off, as if it had not reached the disk. */
  private static void cut(Path logs, String partition) throws IOException {
    Files.deleteIfExists(logs.resolve(".kafka_cleanshutdown"));
    List<Path> segments = new ArrayList<>();
    try (var files = Files.newDirectoryStream(logs.resolve(partition), "*.log")) {
      files.forEach(segments::add);
    }
    assertThat(segments).hasSize(1);
    try (FileChannel segment = FileChannel.open(segments.getFirst(), StandardOpenOption.WRITE)) {
      segment.truncate(segment.size() * 2 / 3);
    }
  }

  private void withAdmin(Consumer<Admin> work) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      work.accept(admin);
    }
  }

  private static void get(KafkaFuture<?> asked) {
    assertThat(asked.toCompletionStage().toCompletableFuture()).succeedsWithin(PATIENCE);
  }
}
