package dev.likeness.embed;

import dev.likeness.faces.Source;
import dev.likeness.runtime.LogStretch;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.MalformedOutcomeException;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the first enrollment whose outcome was lost: a group has committed past it, but the end of
 * its model's embeddings, where its outcome stood, is gone. That is what a power loss does to a
 * broker without replicas, which acknowledges outcomes before they are on its disk.
 *
 * <p>Every worker writes outcomes in the order of the enrollments, beginning at an offset before
 * which all outcomes were written earlier. So if the last outcome of a partition is of the
 * enrollment at S, all those before S have theirs in front of it, however often some were written
 * twice and whatever was compacted since: compaction takes a record only for one that follows. What
 * may be lost lies between S and the committed offset, and is the first record there that must have
 * an outcome. Mostly there is none: the last enrollment has its outcome, or became a dead letter.
 *
 * <p>Tombstones that were passed on alone ({@link ForgetTopology}) say nothing about the photos
 * before them, so a worker that embeds looks behind those.
 */
final class LostOutcomes {
  private static final Logger log = LoggerFactory.getLogger(LostOutcomes.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How far back the last outcome is looked for at first, and how much further each time. */
  private static final long FIRST_WINDOW = 8;

  private static final int WIDER = 16;

  private final Supplier<Consumer<byte[], byte[]>> readers;
  private final TopicPartitions topics;
  private final Duty duty;

  private record TopicPartitions(String embeddings, int count) {}

  /**
   * @param readers of no group, each closed after one question
   * @param model whose embeddings are looked at
   * @param duty of the workers that ask
   * @param partitions how many the topics have
   */
  LostOutcomes(
      Supplier<Consumer<byte[], byte[]>> readers, String model, Duty duty, int partitions) {
    this.readers = readers;
    this.topics = new TopicPartitions(Topics.embeddings(model), partitions);
    this.duty = duty;
  }

  /**
   * The offset of the first enrollment before {@code committed} whose outcome is lost; {@code
   * committed} itself if none is.
   *
   * @throws RetriableException if the broker does not answer
   */
  long first(int partition, long committed) {
    try {
      return find(partition, committed);
    } catch (RetriableException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      log.warn(
          "whether outcomes of partition {} were lost is not known, it is read on from {}: {}",
          partition,
          committed,
          e.getMessage());
      return committed;
    }
  }

  private long find(int partition, long committed) {
    try (Consumer<byte[], byte[]> reader = readers.get()) {
      long next = lastSource(reader, partition) + 1;
      if (next >= committed) {
        return committed;
      }
      long[] found = {committed};
      LogStretch.read(
          reader,
          new TopicPartition(Topics.ENROLLMENTS, partition),
          next,
          committed,
          PATIENCE,
          record -> {
            if (!needsOutcome(record)) {
              return true;
            }
            found[0] = record.offset();
            return false;
          });
      return found[0];
    }
  }

  private boolean needsOutcome(ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    return (duty == Duty.EMBED || value == null)
        && !EnrollmentRecords.removesStray(value, record.headers())
        && EmbedProcessor.isAtHome(record.key(), record.partition(), topics.count());
  }

  /** The place among the enrollments that the last outcome is of; -1 if there is no outcome. */
  private long lastSource(Consumer<byte[], byte[]> reader, int partition) {
    TopicPartition where = new TopicPartition(topics.embeddings(), partition);
    LogStretch.Bounds bounds = LogStretch.bounds(reader, where, PATIENCE);
    long end = bounds.end();
    long[] last = {-1};
    for (long window = FIRST_WINDOW, start = end;
        last[0] < 0 && start > bounds.first();
        window *= WIDER) {
      start = Math.max(bounds.first(), end - window);
      LogStretch.read(
          reader,
          where,
          start,
          end,
          PATIENCE,
          record -> {
            last[0] = source(record, last[0]);
            return true;
          });
    }
    return last[0];
  }

  private long source(ConsumerRecord<byte[], byte[]> record, long before) {
    if (duty == Duty.EMBED && record.headers().lastHeader(ForgetTopology.PASSED_ON) != null) {
      return before;
    }
    try {
      Source source = OutcomeSerde.read(record.headers(), record.value()).source();
      return source.partition() == record.partition() ? source.offset() : before;
    } catch (MalformedOutcomeException e) {
      return before;
    }
  }
}
