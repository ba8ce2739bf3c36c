package dev.likeness.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.faces.FaceKey;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole worker at a real broker whose log says or does something out of the ordinary. */
final class WorkerLogIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String MODEL = "dlib-resnet-128";
  private static final int PARTITIONS = 4;
  private static final int RECORDS = 80;

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private ConfigurableApplicationContext worker;

  @BeforeEach
  void start() {
    startBroker();
    startWorker();
  }

  @AfterEach
  void stop() {
    worker.close();
    broker.close();
  }

  private void startBroker() {
    broker =
        EmbeddedBroker.start(
            DataDirectory.lock(directory.resolve("broker")), BrokerSettings.local(0));
  }

  private void startWorker() {
    worker =
        new SpringApplicationBuilder(EmbedApplication.class)
            .properties("spring.config.name=embed-worker")
            .run(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + broker.bootstrap(),
                "--likeness.model=" + MODEL,
                "--likeness.state-directory=" + directory.resolve("state"));
  }

  @Test
  void shouldGiveNoOutcomeToWhatWasAborted() throws Exception {
    // Given
    FaceKey key = FaceKey.parse("aborted/ada/1");
    Source kept;
    Source afterwards;

    // When
    try (Producer<byte[], byte[]> producer = producer(Map.of())) {
      kept = send(producer, key, new byte[] {1});
    }
    try (Producer<byte[], byte[]> aborting = producer(Map.of("transactional.id", "aborting"))) {
      aborting.initTransactions();
      aborting.beginTransaction();
      send(aborting, key, new byte[] {2});
      send(aborting, key, null);
      aborting.abortTransaction();
      aborting.beginTransaction();
      afterwards = send(aborting, key, new byte[] {3});
      aborting.commitTransaction();
    }

    // Then
    await().atMost(PATIENCE).until(() -> sources().contains(afterwards));
    assertThat(sources()).containsExactlyInAnyOrder(kept, afterwards);
  }

  /** The ends of all partitions of the embeddings are gone, the group's offsets are not. */
  @Test
  void shouldMakeTheOutcomesAgainThatAPowerLossTook() throws Exception {
    // Given
    Set<Source> enrolled = new HashSet<>();
    try (Producer<byte[], byte[]> producer = producer(Map.of())) {
      for (int i = 0; i < RECORDS; i++) {
        enrolled.add(
            send(
                producer,
                new FaceKey("power", "ada", "face-" + i),
                i % 7 == 6 ? null : new byte[1]));
      }
    }
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(sources()).containsAll(enrolled));
    worker.close();
    Map<TopicPartition, Long> committed = committed();
    broker.close();

    // When
    for (int partition = 0; partition < PARTITIONS; partition++) {
      losePower(directory.resolve("broker/kafka"), Topics.embeddings(MODEL) + "-" + partition);
    }
    startBroker();
    Set<Source> left = sources();
    assertThat(left).hasSizeLessThan(enrolled.size());
    assertThat(committed()).isEqualTo(committed);
    startWorker();

    // Then
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(sources()).containsAll(enrolled));
  }

  /** Cuts the tail of a log somewhere within a batch, as if it had not reached the disk. */
  private static void losePower(Path logs, String partition) throws IOException {
    Files.deleteIfExists(logs.resolve(".kafka_cleanshutdown"));
    try (FileChannel segment =
        FileChannel.open(
            logs.resolve(partition).resolve("00000000000000000000.log"),
            StandardOpenOption.WRITE)) {
      segment.truncate(segment.size() * 2 / 3);
    }
  }

  private Map<TopicPartition, Long> committed() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      Map<TopicPartition, Long> offsets = new HashMap<>();
      admin
          .listConsumerGroupOffsets(Topics.embedGroup(MODEL))
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((where, offset) -> offsets.put(where, offset.offset()));
      return offsets;
    }
  }

  private Producer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", broker.bootstrap());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static Source send(Producer<byte[], byte[]> producer, FaceKey key, byte[] value)
      throws Exception {
    RecordMetadata place =
        producer.send(new ProducerRecord<>(Topics.ENROLLMENTS, key.toBytes(), value)).get();
    assertThat(place.partition()).isEqualTo(Partitions.of(key.toBytes(), PARTITIONS));
    return new Source(place.partition(), place.offset());
  }

  /** The places of the enrollments that have an outcome. */
  private Set<Source> sources() {
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all = new ArrayList<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        all.add(new TopicPartition(Topics.embeddings(MODEL), partition));
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Set<Source> sources = new HashSet<>();
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record ->
                sources.add(OutcomeSerde.read(record.headers(), record.value()).source()));
      }
      return sources;
    }
  }
}
