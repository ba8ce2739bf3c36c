package dev.likeness.search.erasure;

import dev.likeness.runtime.KafkaClients;
import dev.likeness.runtime.KafkaTopics;
import dev.likeness.runtime.LikenessProperties;
import dev.likeness.runtime.OpenTransactions;
import dev.likeness.search.generation.Generations;
import dev.likeness.search.log.EnrollmentReader;
import dev.likeness.search.store.EndOffsets;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.topics.Topics;
import java.time.Clock;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires forgetting to the log and the index. */
@Configuration(proxyBeanMethods = false)
public class ErasureConfiguration {
  /**
   * The segment of a tombstone may take in records for one compaction lag; that nothing more comes
   * is noticed after another one; the third is for looking, and for the broker's cleaner.
   */
  private static final int LAGS_TO_ERASURE = 3;

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
        () -> EndOffsets.written(admin, Topics.ENROLLMENTS, topics.partitions()));
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
      OpenTransactions transactions,
      Producer<byte[], byte[]> tombstoneProducer) {
    return new Forgetter(
        generations,
        underway,
        tombstoneProducer,
        transactions::holding,
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
        Topics.ENROLLMENTS,
        () -> generations.serving().gatherer().here(new IndexQuery.AskProgress()).keySet(),
        enrollments,
        tombstoneProducer,
        topics::partitions,
        properties.topics().maxCompactionLag(),
        Clock.systemUTC());
  }

  @Bean(defaultCandidate = false)
  EnrollmentReader letterReader(KafkaProperties kafka) {
    return new EnrollmentReader(
        KafkaClients.reader(kafka, "earliest"), Topics.DEAD_LETTERS, () -> 1);
  }

  /** The letters have one partition, which falls to whoever holds the first one of the index. */
  @Bean
  SegmentCloser letterCloser(
      LikenessProperties properties,
      Generations generations,
      @Qualifier("letterReader") EnrollmentReader letters,
      Producer<byte[], byte[]> tombstoneProducer) {
    return new SegmentCloser(
        Topics.DEAD_LETTERS,
        () ->
            generations.serving().gatherer().here(new IndexQuery.AskProgress()).containsKey(0)
                ? Set.of(0)
                : Set.of(),
        letters,
        tombstoneProducer,
        () -> 1,
        properties.topics().maxCompactionLag(),
        Clock.systemUTC());
  }
}
