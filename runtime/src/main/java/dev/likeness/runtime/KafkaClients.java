package dev.likeness.runtime;

import dev.likeness.topics.TopicSettings;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** The Kafka clients of a process, as the services want them. Their owners close them. */
public final class KafkaClients {
  private static final int SESSION_MILLIS = 6_000;
  private static final int TRANSACTION_MILLIS = 10_000;

  /** An aborted transaction never happened, and an open one has not happened yet. */
  private static final String COMMITTED = IsolationLevel.READ_COMMITTED.toString();

  private KafkaClients() {}

  /**
   * A consumer of no group, for partitions that are assigned by hand. It reads what is committed.
   *
   * @param start where it reads a partition it was not told where: {@code earliest} or {@code
   *     latest}
   */
  public static KafkaConsumer<byte[], byte[]> reader(KafkaProperties kafka, String start) {
    return reader(kafka, start, IsolationLevel.READ_COMMITTED);
  }

  /**
   * As {@link #reader(KafkaProperties, String)}.
   *
   * @param level other than committed for who looks for what may still take effect
   */
  public static KafkaConsumer<byte[], byte[]> reader(
      KafkaProperties kafka, String start, IsolationLevel level) {
    return new KafkaConsumer<>(
        reading(kafka, start, level), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** As {@link #reader(KafkaProperties, String)}, which goes on where a partition is damaged. */
  public static SteadyConsumer steadyReader(
      KafkaProperties kafka, String start, Unreadable unreadable) {
    return new SteadyConsumer(reading(kafka, start, IsolationLevel.READ_COMMITTED), unreadable);
  }

  private static Map<String, Object> reading(
      KafkaProperties kafka, String start, IsolationLevel level) {
    Map<String, Object> config = kafka.buildConsumerProperties();
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, start);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, level.toString());
    return config;
  }

  /** A producer whose records are stored by every replica before it says so. */
  public static Producer<byte[], byte[]> writer(KafkaProperties kafka) {
    Map<String, Object> config = kafka.buildProducerProperties();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * As {@link #writer}, with transactions (KIP-98) of at most ten seconds: while one is open nobody
   * reads on behind it.
   *
   * @param id of which there is one producer at a time
   */
  public static Producer<byte[], byte[]> transactionalWriter(KafkaProperties kafka, String id) {
    Map<String, Object> config = kafka.buildProducerProperties();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRANSACTION_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TRANSACTION_MILLIS / 2);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * What all topologies share: at least once, from the beginning, only what is committed, and a
   * dead instance missed within six seconds.
   *
   * @param commitMillis between two commits
   */
  public static Properties streams(KafkaProperties kafka, int commitMillis) {
    Properties config = new Properties();
    config.putAll(kafka.buildStreamsProperties());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), COMMITTED);
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        SESSION_MILLIS / 4);
    config.putIfAbsent(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        TopicSettings.MAX_MESSAGE_BYTES);
    return config;
  }
}
