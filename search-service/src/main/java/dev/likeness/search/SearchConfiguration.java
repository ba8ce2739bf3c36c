package dev.likeness.search;

import dev.likeness.index.IndexSettings;
import dev.likeness.search.store.IndexUnavailableException;
import dev.likeness.search.store.Shards;
import dev.likeness.search.store.StreamsShards;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelCard;
import dev.likeness.web.AdmissionGate;
import dev.likeness.web.WebConfiguration;
import dev.likeness.wiring.EngineConfiguration;
import dev.likeness.wiring.KafkaTopics;
import dev.likeness.wiring.LikenessProperties;
import dev.likeness.wiring.StreamsLifecycle;
import dev.likeness.wiring.TopicsConfiguration;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the index between its topic and HTTP. */
@Configuration(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  EngineConfiguration.class,
  TopicsConfiguration.class,
  FindController.class,
  VerifyController.class,
  FacesController.class,
  GalleriesController.class,
  IndexUnavailableAdvice.class
})
public class SearchConfiguration {
  private static final int WAITING_PER_PLACE = 32;
  private static final long PATIENCE_MILLIS = 5_000;
  private static final int GENERATION = 1;
  private static final int COMMIT_MILLIS = 5_000;
  private static final int SESSION_MILLIS = 8_000;

  @Bean
  StreamsShards shards(
      LikenessProperties properties, KafkaProperties kafka, KafkaTopics topics, FaceEngine engine) {
    ModelCard card = engine.card();
    return StreamsShards.create(
        IndexSettings.of(card.id(), card.dimension()),
        config(properties, kafka),
        topics.partitions());
  }

  static Properties config(LikenessProperties properties, KafkaProperties kafka) {
    Properties config = new Properties();
    config.putAll(kafka.buildStreamsProperties());
    config.put(
        StreamsConfig.APPLICATION_ID_CONFIG,
        "likeness-search-" + properties.model() + "-" + GENERATION);
    config.put(
        StreamsConfig.STATE_DIR_CONFIG, properties.stateDirectory().resolve("search").toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, properties.parallelism());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        SESSION_MILLIS / 4);
    return config;
  }

  @Bean
  StreamsLifecycle searchStreams(StreamsShards shards, MeterRegistry meters) {
    new KafkaStreamsMetrics(shards.streams()).bindTo(meters);
    return new StreamsLifecycle("search-service", shards.streams());
  }

  @Bean
  Freshness freshness(StreamsShards shards, Admin admin, KafkaTopics topics, MeterRegistry meters) {
    Freshness freshness = new Freshness(shards, admin, topics.embeddings(), topics.partitions());
    Gauge.builder("likeness.index.lag", freshness, Freshness::lag)
        .description("records of the embeddings topic the index has still to read")
        .register(meters);
    FunctionCounter.builder("likeness.index.passed.over", shards, SearchConfiguration::passedOver)
        .description("records of the embeddings topic that did not follow the contract")
        .register(meters);
    return freshness;
  }

  private static double passedOver(Shards shards) {
    try {
      return shards.passedOver();
    } catch (IndexUnavailableException e) {
      return Double.NaN;
    }
  }

  @Bean
  ReadYourWrites readYourWrites(StreamsShards shards) {
    return new ReadYourWrites(shards);
  }

  @Bean
  Probes probes(LikenessProperties properties, FaceEngine engine) {
    int cores = properties.parallelism();
    return new Probes(engine, new AdmissionGate(cores, cores * WAITING_PER_PLACE, PATIENCE_MILLIS));
  }

  @Bean
  EnrollmentReader enrollmentReader(KafkaProperties kafka, KafkaTopics topics) {
    Map<String, Object> config = kafka.buildConsumerProperties();
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new EnrollmentReader(
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        topics.enrollments());
  }

  @Bean
  PhotoReader photoReader(EnrollmentReader enrollments) {
    return new PhotoReader(enrollments);
  }

  @Bean
  Producer<byte[], byte[]> tombstoneProducer(KafkaProperties kafka) {
    Map<String, Object> config = kafka.buildProducerProperties();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Bean
  Forgetter forgetter(
      StreamsShards shards,
      ReadYourWrites writes,
      EnrollmentReader enrollments,
      Producer<byte[], byte[]> tombstoneProducer,
      KafkaTopics topics) {
    return new Forgetter(
        shards, writes, enrollments, tombstoneProducer, topics.enrollments(), topics.partitions());
  }
}
