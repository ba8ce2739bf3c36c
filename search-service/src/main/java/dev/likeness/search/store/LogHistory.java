package dev.likeness.search.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a log still is the one that an index was read from. It is not if its end was lost, as by
 * a power loss, or if its topic was made anew. Offsets alone do not tell once as much was written
 * again as was lost; who goes on by them misses what stands there now.
 *
 * <p>A topic has an id, and each record bears the epoch of the leader that wrote it: a leader that
 * begins anew begins a new epoch, so the last epoch of what was lost ends earlier than it did
 * (KIP-320, https://cwiki.apache.org/confluence/display/KAFKA/KIP-320).
 */
interface LogHistory {
  /** What identifies the topic; one of the same name that was made later has another. */
  String topicId();

  /**
   * Whether a partition still holds what was read of it.
   *
   * @param next the offset that was to be read next
   * @param topicId of the topic then; null if it is not known
   * @param epoch of the record before {@code next}; empty if it is not known
   */
  boolean keeps(int partition, long next, @Nullable String topicId, Optional<Integer> epoch);

  /**
   * As the broker says. Every method throws {@link KafkaException} if it does not.
   *
   * @param admins closed after one question
   * @param readers whose {@code auto.offset.reset} is {@code none}, closed after one question
   */
  static LogHistory of(
      String topic, Supplier<Admin> admins, Supplier<Consumer<byte[], byte[]>> readers) {
    return new OfBroker(topic, admins, readers);
  }

  /** The broker's. */
  record OfBroker(String topic, Supplier<Admin> admins, Supplier<Consumer<byte[], byte[]>> readers)
      implements LogHistory {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public String topicId() {
      try (Admin admin = admins.get()) {
        return topicId(admin);
      } catch (ExecutionException e) {
        throw new KafkaException("which topic " + topic + " is is not known", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptException(e);
      }
    }

    private String topicId(Admin admin) throws ExecutionException, InterruptedException {
      return Objects.requireNonNull(
              admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic))
          .topicId()
          .toString();
    }

    @Override
    public boolean keeps(
        int partition, long next, @Nullable String topicId, Optional<Integer> epoch) {
      TopicPartition where = new TopicPartition(topic, partition);
      try (Admin admin = admins.get()) {
        if (topicId != null && !topicId.equals(topicId(admin))) {
          return false;
        }
        var end =
            Objects.requireNonNull(
                admin.listOffsets(Map.of(where, OffsetSpec.latest())).all().get().get(where));
        if (end.offset() < next || end.leaderEpoch().orElse(Integer.MAX_VALUE) < epoch.orElse(0)) {
          return false;
        }
      } catch (ExecutionException e) {
        throw new KafkaException("how far " + where + " reaches is not known", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptException(e);
      }
      return epoch.isEmpty() || hasWritten(where, next, epoch);
    }

    /**
     * A position that is given with its epoch is held by the consumer against the broker's, if it
     * knows the leader by then.
     */
    private boolean hasWritten(TopicPartition where, long next, Optional<Integer> epoch) {
      try (Consumer<byte[], byte[]> reader = readers.get()) {
        reader.assign(List.of(where));
        var _ = reader.endOffsets(List.of(where), PATIENCE); // which asks the leader
        reader.seek(where, new OffsetAndMetadata(next, epoch, ""));
        return reader.position(where, PATIENCE) == next;
      } catch (LogTruncationException e) {
        return false;
      }
    }
  }
}
