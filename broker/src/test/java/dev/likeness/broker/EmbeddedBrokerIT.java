package dev.likeness.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.topics.TopicSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerIT {
  private static final TopicPartition PHOTOS = new TopicPartition("photos", 0);

  @TempDir private Path directory;

  @Test
  void shouldStillHaveARecordWhenItsPortIsTakenAndItStartsOnAnother() throws Exception {
    // Given
    byte[] value = {1, 2, 3};
    String first;
    try (EmbeddedBroker broker = start()) {
      first = broker.bootstrap();
      makeTopic(broker);
      produce(broker, value);
    }

    // When
    byte[] read;
    String second;
    int port = Integer.parseInt(Files.readString(directory.resolve("kafka-port")).strip());
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        EmbeddedBroker broker = start()) {
      second = broker.bootstrap();
      read = consume(broker);
    }

    // Then
    assertThat(read).isEqualTo(value);
    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void shouldTakeThePhotoOfTheLargestSize() throws Exception {
    // Given
    byte[] photo = new byte[TopicSettings.MAX_PHOTO_BYTES];
    new Random(11).nextBytes(photo);

    // When
    byte[] read;
    try (EmbeddedBroker broker = start()) {
      makeTopic(broker);
      produce(broker, photo);
      read = consume(broker);
    }

    // Then
    assertThat(read).isEqualTo(photo);
  }

  @Test
  void shouldRefuseADirectoryThatIsInUseAndNameItsHolder() {
    // Given
    try (EmbeddedBroker _ = start()) {

      // When, Then
      assertThatThrownBy(this::start)
          .isInstanceOf(BrokerFailure.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use by another likeness (pid " + ProcessHandle.current().pid());
    }
  }

  @Test
  void shouldNameATakenPortAndLeaveTheDirectoryFree() throws Exception {
    // Given
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();

      // When, Then
      assertThatThrownBy(
              () -> EmbeddedBroker.start(DataDirectory.lock(directory), BrokerSettings.local(port)))
          .isInstanceOf(BrokerFailure.class)
          .hasMessage(
              "port "
                  + port
                  + " is taken on 127.0.0.1; stop the other broker or pass --kafka-port");
    }
    DataDirectory.lock(directory).close();
  }

  @Test
  void shouldRefuseADirectoryThatIsAFile() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("data"), "not a directory");

    // When, Then
    assertThatThrownBy(() -> DataDirectory.lock(file))
        .isInstanceOf(BrokerFailure.class)
        .hasMessageContaining("is a file; pass --data with a directory");
  }

  @Test
  void shouldComeBackOnThePortThatItChose() throws IOException {
    // Given
    String first;
    try (EmbeddedBroker broker = start()) {
      first = broker.bootstrap();
    }

    // When
    String second;
    try (EmbeddedBroker broker = start()) {
      second = broker.bootstrap();
    }

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(first).endsWith(":" + Files.readString(directory.resolve("kafka-port")).strip());
  }

  private EmbeddedBroker start() {
    return EmbeddedBroker.start(DataDirectory.lock(directory), BrokerSettings.local(0));
  }

  private static void makeTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      NewTopic topic =
          new NewTopic(PHOTOS.topic(), 1, (short) 1)
              .configs(
                  Map.of(
                      TopicConfig.CLEANUP_POLICY_CONFIG,
                      TopicConfig.CLEANUP_POLICY_COMPACT,
                      TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                      Integer.toString(TopicSettings.MAX_MESSAGE_BYTES)));
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }
  }

  private static void produce(EmbeddedBroker broker, byte[] value) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            broker.bootstrap(),
            "acks",
            "all",
            "max.request.size",
            TopicSettings.MAX_MESSAGE_BYTES);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(PHOTOS.topic(), new byte[] {42}, value))
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static byte[] consume(EmbeddedBroker broker) {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(PHOTOS));
      consumer.seekToBeginning(List.of(PHOTOS));
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(30))) {
        return record.value();
      }
      throw new AssertionError("no record came within 30 s");
    }
  }
}
