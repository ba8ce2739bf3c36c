package dev.likeness.search.log;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a topic that holds photos is asked. */
public interface EnrollmentLog {
  /**
   * Of some partitions those that have records, but none of {@code since} or later, each with the
   * offset its next record gets.
   */
  Map<Integer, Long> quietSince(Instant since, Set<Integer> partitions);

  /** Hands over the records of a stretch until {@code sink} returns false. */
  void read(int partition, long start, long end, Predicate<ConsumerRecord<byte[], byte[]>> sink);
}
