package dev.likeness.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

/** Records that nobody ought to publish, at a whole worker with a real model and a real broker. */
final class HostileRecordsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String MODEL = "dlib-resnet-128";
  private static final int RECORDS = 120;
  private static final int MIB = 1 << 20;

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private ConfigurableApplicationContext worker;
  private Producer<byte[], byte[]> producer;

  @BeforeEach
  void start() {
    broker =
        EmbeddedBroker.start(
            DataDirectory.lock(directory.resolve("broker")), BrokerSettings.local(0));
    worker =
        new SpringApplicationBuilder(EmbedApplication.class)
            .properties("spring.config.name=embed-worker")
            .run(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + broker.bootstrap(),
                "--likeness.model=" + MODEL,
                "--likeness.state-directory=" + directory.resolve("state"));
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "max.request.size",
                64 * MIB,
                "buffer.memory",
                128L * MIB,
                "compression.type",
                "gzip"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    producer.close();
    worker.close();
    broker.close();
  }

  @Test
  void shouldGiveEveryRecordAnEnd() throws Exception {
    // Given
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(known());
    while (records.size() < RECORDS) {
      records.add(random(random));
    }

    // When
    Set<String> places = new HashSet<>();
    for (ProducerRecord<byte[], byte[]> record : records) {
      RecordMetadata place = producer.send(record).get();
      places.add(place.partition() + "/" + place.offset());
    }

    // Then
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(ended()).containsAll(places));
    assertThat(worker.getBean(WorkerHealth.class).health().getDetails().toString())
        .contains("threadRestarts=0");
  }

  /** What once stopped a partition for good. */
  private static List<ProducerRecord<byte[], byte[]>> known() throws IOException {
    return List.of(
        with(
            record("hostile/number/1", new byte[1]),
            "metadata",
            "{\"a\":" + "1".repeat(1_001) + "}"),
        with(record("hostile/deep/1", new byte[1]), "metadata", "[".repeat(1_900)),
        with(record("hostile/trace/1", new byte[1]), "traceparent", "x".repeat(MIB + 1)),
        record("no-slashes", new byte[2 * MIB]),
        record("no-slashes-and-large", new byte[30 * MIB]),
        with(record("no-slashes-and-headers", new byte[9 * MIB]), "own", "x".repeat(2 * MIB)),
        record("k".repeat(12 * MIB), new byte[1]),
        record("hostile/large/1", new byte[30 * MIB]),
        record("hostile/gif/1", gif(7_000)),
        record("hostile/gif/2", gif(7_000)));
  }

  private static ProducerRecord<byte[], byte[]> random(Random random) {
    byte[] key =
        switch (random.nextInt(4)) {
          case 0 -> bytes(random, 1 + random.nextInt(300));
          case 1 -> utf8("//" + random.nextInt());
          default -> utf8("hostile/random/" + random.nextInt(1_000));
        };
    byte[] value =
        switch (random.nextInt(4)) {
          case 0 -> null;
          case 1 -> bytes(random, random.nextInt(2 * MIB));
          default -> bytes(random, random.nextInt(100));
        };
    Integer partition = random.nextInt(3) == 0 ? random.nextInt(4) : null;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.ENROLLMENTS, partition, key, value);
    for (int header = random.nextInt(4); header > 0; header--) {
      String name = random.nextBoolean() ? "metadata" : "h" + random.nextInt(100);
      record.headers().add(name, bytes(random, random.nextInt(5_000)));
    }
    return record;
  }

  /** The places whose records have an outcome or became dead letters. */
  private Set<String> ended() {
    Set<String> ended = new HashSet<>();
    read(Topics.embeddings(MODEL))
        .forEach(record -> {
          var source = OutcomeSerde.read(record.headers(), record.value()).source();
          ended.add(source.partition() + "/" + source.offset());
        });
    read(Topics.DEAD_LETTERS)
        .forEach(letter ->
            ended.add(
                new String(letter.key(), StandardCharsets.UTF_8)
                    .substring(Topics.ENROLLMENTS.length() + 1)));
    return ended;
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(all));
      consumer.assign(all);
      consumer.seekToBeginning(all);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  private static ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
    return new ProducerRecord<>(Topics.ENROLLMENTS, utf8(key), value);
  }

  private static ProducerRecord<byte[], byte[]> with(
      ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, utf8(value));
    return record;
  }

  private static byte[] gif(int side) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY), "gif", file);
    return file.toByteArray();
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
