package dev.likeness.embed;

import dev.likeness.embed.poison.PoisonConfiguration;
import dev.likeness.embed.poison.PoisonGuards;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Rejection;
import dev.likeness.topics.Topics;
import dev.likeness.vision.FaceEngine;
import dev.likeness.wiring.Control;
import dev.likeness.wiring.EngineConfiguration;
import dev.likeness.wiring.Engines;
import dev.likeness.wiring.KafkaClients;
import dev.likeness.wiring.KafkaTopics;
import dev.likeness.wiring.LikenessProperties;
import dev.likeness.wiring.StreamsLifecycle;
import dev.likeness.wiring.TopicsConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the topology to the engine, the broker and the meters. */
@Configuration(proxyBeanMethods = false)
@Import({EngineConfiguration.class, TopicsConfiguration.class, PoisonConfiguration.class})
public class EmbedConfiguration {
  private static final int COMMIT_MILLIS = 1_000;
  private static final int LINGER_MILLIS = 200;

  @Bean
  ModelWorkers modelWorkers(
      LikenessProperties properties,
      KafkaProperties kafka,
      KafkaTopics topics,
      Control control,
      Engines engines,
      PoisonGuards guards,
      MeterRegistry meters) {
    return new ModelWorkers(
        control,
        (model, active) -> {
          FaceEngine engine = engines.of(model);
          topics.ensureEmbeddings(model);
          Topology topology =
              EmbedTopology.build(
                  model,
                  topics.partitions(),
                  guards.guard(model, engine::enroll)::enroll,
                  outcome -> count(meters, model, outcome));
          int threads = properties.parallelism();
          KafkaStreams streams =
              new KafkaStreams(
                  topology,
                  config(properties, kafka, model, active ? threads : Math.max(1, threads - 1)),
                  new PromptClients());
          KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
          metrics.bindTo(meters);
          return new StreamsLifecycle("embed-worker of " + model, streams, metrics::close);
        });
  }

  private static void count(MeterRegistry meters, String model, Outcome outcome) {
    meters.counter("likeness.outcomes", "outcome", name(outcome), "model", model).increment();
  }

  static Properties config(
      LikenessProperties properties, KafkaProperties kafka, String model, int threads) {
    Properties config = KafkaClients.streams(kafka, COMMIT_MILLIS);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, Topics.embedGroup(model));
    config.put(
        StreamsConfig.STATE_DIR_CONFIG, properties.stateDirectory().resolve("embed").toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 32);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 16);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 16 << 20);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    return config;
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case Embedding _ -> "EMBEDDED";
      case Forgotten _ -> "FORGOTTEN";
      case Rejection rejection -> rejection.reason().name();
    };
  }
}
