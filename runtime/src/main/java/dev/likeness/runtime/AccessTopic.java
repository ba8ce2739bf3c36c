package dev.likeness.runtime;

import dev.likeness.topics.AccessState;
import dev.likeness.topics.TopicCatalog;
import dev.likeness.topics.TopicSettings;
import dev.likeness.topics.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of keys at a broker, for who has the broker and no running service. For one thread. */
public final class AccessTopic {
  private static final int ATTEMPT_MS = 10_000;

  private final Map<String, Object> config;

  /**
   * @param config of Kafka clients, {@code bootstrap.servers} among it
   */
  public AccessTopic(Map<String, Object> config) {
    this.config = new HashMap<>(config);
    this.config.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
  }

  /**
   * Makes the topic if need be, and reads it.
   *
   * @throws ExecutionException if the broker refuses or does not answer
   */
  public AccessState read() throws ExecutionException, InterruptedException {
    ensure();
    Map<String, Object> reading = new HashMap<>(config);
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    AccessState[] state = {AccessState.NOTHING};
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      new FollowedTopic(
              consumer,
              Topics.ACCESS,
              record -> state[0] = state[0].after(record.key(), record.value()))
          .readToTheEnd();
    }
    return state[0];
  }

  private void ensure() throws ExecutionException, InterruptedException {
    Map<String, Object> making = new HashMap<>(config);
    making.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ATTEMPT_MS);
    making.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ATTEMPT_MS);
    try (Admin admin = Admin.create(making)) {
      new TopicCatalog(TopicSettings.DEFAULT).ensureAccess(admin);
    }
  }

  /**
   * Writes a record of {@link AccessState}.
   *
   * @throws ExecutionException if the broker does not store it
   */
  public void write(ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, InterruptedException {
    Map<String, Object> writing = new HashMap<>(config);
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ATTEMPT_MS);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }
}
