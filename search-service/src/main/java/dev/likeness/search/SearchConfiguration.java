package dev.likeness.search;

import dev.likeness.runtime.Control;
import dev.likeness.runtime.EngineConfiguration;
import dev.likeness.runtime.Engines;
import dev.likeness.runtime.KafkaClients;
import dev.likeness.runtime.KafkaTopics;
import dev.likeness.runtime.LikenessProperties;
import dev.likeness.runtime.TopicsConfiguration;
import dev.likeness.runtime.Unreadable;
import dev.likeness.search.compare.CompareConfiguration;
import dev.likeness.search.erasure.ErasureConfiguration;
import dev.likeness.search.faces.FacesConfiguration;
import dev.likeness.search.generation.GenerationOpener;
import dev.likeness.search.generation.Generations;
import dev.likeness.search.health.HealthConfiguration;
import dev.likeness.search.http.HttpConfiguration;
import dev.likeness.search.log.EnrollmentReader;
import dev.likeness.search.move.MoveConfiguration;
import dev.likeness.search.peers.PeerProperties;
import dev.likeness.search.peers.PeersConfiguration;
import dev.likeness.search.pipeline.PipelineConfiguration;
import dev.likeness.search.rates.RatesConfiguration;
import dev.likeness.search.reindex.ReindexConfiguration;
import dev.likeness.search.store.Peers;
import dev.likeness.topics.Topics;
import dev.likeness.web.WebConfiguration;
import dev.likeness.web.access.WebAccessConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the index between its topic and HTTP. */
@Configuration(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  WebAccessConfiguration.class,
  EngineConfiguration.class,
  TopicsConfiguration.class,
  HttpConfiguration.class,
  CompareConfiguration.class,
  FacesConfiguration.class,
  ErasureConfiguration.class,
  MoveConfiguration.class,
  RatesConfiguration.class,
  ReindexConfiguration.class,
  PipelineConfiguration.class,
  HealthConfiguration.class,
  PeersConfiguration.class
})
public class SearchConfiguration {
  private static final int COMMIT_MILLIS = 500;
  private static final int PROBING_MILLIS = 60_000;

  @Bean
  Generations generations(
      LikenessProperties properties,
      KafkaProperties kafka,
      KafkaTopics topics,
      Control control,
      Engines engines,
      Admin admin,
      Peers peers,
      PeerProperties sharing,
      EnrollmentReader enrollments,
      Unreadable unreadable,
      MeterRegistry meters) {
    return Generations.create(
        control,
        new GenerationOpener(
            config(kafka, sharing),
            properties.stateDirectory().resolve("search"),
            properties.parallelism(),
            engines,
            topics,
            admin,
            enrollments,
            peers,
            unreadable,
            meters),
        admin);
  }

  private static Properties config(KafkaProperties kafka, PeerProperties sharing) {
    Properties config = KafkaClients.streams(kafka, COMMIT_MILLIS);
    if (sharing.isShared()) {
      HostInfo self = sharing.self();
      config.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
      config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, sharing.standbys());
      config.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_MILLIS);
    }
    return config;
  }

  @Bean
  EnrollmentReader enrollmentReader(KafkaProperties kafka, KafkaTopics topics) {
    return new EnrollmentReader(
        KafkaClients.reader(kafka, "earliest"), Topics.ENROLLMENTS, topics::partitions);
  }
}
