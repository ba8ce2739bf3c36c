package dev.likeness.search;

import dev.likeness.search.generation.GenerationOpener;
import dev.likeness.search.generation.Generations;
import dev.likeness.search.peers.PeerProperties;
import dev.likeness.search.peers.PeersConfiguration;
import dev.likeness.search.rates.RatesConfiguration;
import dev.likeness.search.reindex.ReindexConfiguration;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.search.store.Peers;
import dev.likeness.search.store.TopicEnds;
import dev.likeness.topics.Topics;
import dev.likeness.web.AdmissionGate;
import dev.likeness.web.WebConfiguration;
import dev.likeness.wiring.Control;
import dev.likeness.wiring.EngineConfiguration;
import dev.likeness.wiring.Engines;
import dev.likeness.wiring.KafkaClients;
import dev.likeness.wiring.KafkaTopics;
import dev.likeness.wiring.LikenessProperties;
import dev.likeness.wiring.TopicsConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
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
  EngineConfiguration.class,
  TopicsConfiguration.class,
  PeersConfiguration.class,
  ReindexConfiguration.class,
  RatesConfiguration.class,
  FindController.class,
  VerifyController.class,
  FacesController.class,
  GalleriesController.class,
  IndexUnavailableAdvice.class
})
public class SearchConfiguration {
  private static final int WAITING_PER_PLACE = 32;
  private static final long PATIENCE_MILLIS = 5_000;
  private static final int COMMIT_MILLIS = 500;
  private static final int PROBING_MILLIS = 60_000;

  /**
   * The segment of a tombstone may take in records for one compaction lag; that nothing more comes
   * is noticed after another one; the third is for looking, and for the broker's cleaner.
   */
  private static final int LAGS_TO_ERASURE = 3;

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
            meters),
        admin);
  }

  static Properties config(KafkaProperties kafka, PeerProperties sharing) {
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
  ReadyIndex readyIndex(Generations generations) {
    return new ReadyIndex(generations);
  }

  @Bean
  IndexHealth index(Generations generations) {
    return new IndexHealth(generations);
  }

  @Bean
  IndexMeters indexMeters(Generations generations) {
    return new IndexMeters(generations);
  }

  @Bean
  StageMeters stageMeters(MeterRegistry meters) {
    return new StageMeters(meters);
  }

  @Bean
  Probes probes(LikenessProperties properties) {
    int cores = properties.parallelism();
    return new Probes(new AdmissionGate(cores, cores * WAITING_PER_PLACE, PATIENCE_MILLIS));
  }

  @Bean
  EnrollmentReader enrollmentReader(KafkaProperties kafka, KafkaTopics topics) {
    return new EnrollmentReader(
        KafkaClients.reader(kafka, "earliest"), Topics.ENROLLMENTS, topics::partitions);
  }

  @Bean
  Underway underway(
      EnrollmentReader enrollments, KafkaProperties kafka, KafkaTopics topics, Admin admin) {
    return new Underway(
        enrollments,
        level ->
            new EnrollmentReader(
                KafkaClients.reader(kafka, "earliest", level),
                Topics.ENROLLMENTS,
                topics::partitions),
        () ->
            new EnrollmentReader(
                KafkaClients.reader(kafka, "earliest"), Topics.DEAD_LETTERS, () -> 1),
        () -> TopicEnds.written(admin, Topics.ENROLLMENTS, topics.partitions()));
  }

  @Bean
  PhotoReader photoReader(EnrollmentReader enrollments) {
    return new PhotoReader(enrollments);
  }

  @Bean
  Producer<byte[], byte[]> tombstoneProducer(KafkaProperties kafka) {
    return KafkaClients.writer(kafka);
  }

  @Bean
  Forgetter forgetter(
      LikenessProperties properties,
      Generations generations,
      Underway underway,
      Producer<byte[], byte[]> tombstoneProducer) {
    return new Forgetter(
        generations,
        underway,
        tombstoneProducer,
        properties.topics().maxCompactionLag().multipliedBy(LAGS_TO_ERASURE));
  }

  @Bean
  SegmentCloser segmentCloser(
      LikenessProperties properties,
      Generations generations,
      EnrollmentReader enrollments,
      KafkaTopics topics,
      Producer<byte[], byte[]> tombstoneProducer) {
    return new SegmentCloser(
        () -> generations.serving().gatherer().here(new IndexQuery.AskProgress()).keySet(),
        enrollments,
        tombstoneProducer,
        topics::partitions,
        properties.topics().maxCompactionLag(),
        Clock.systemUTC());
  }
}
