package dev.likeness.search.store;

import dev.likeness.runtime.SteadyConsumer;
import dev.likeness.runtime.Unreadable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * The Kafka clients of an index: its main consumers tell how far they have read, and by whom that
 * was written.
 */
final class TellingClients extends DefaultKafkaClientSupplier {
  private final ReadPositions positions;
  private final LeaderEpochs epochs;
  private final Unreadable unreadable;

  /**
   * @param unreadable is told of partitions that cannot be read
   */
  TellingClients(ReadPositions positions, LeaderEpochs epochs, Unreadable unreadable) {
    this.unreadable = unreadable;
    this.positions = positions;
    this.epochs = epochs;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new TellingConsumer(config, positions, epochs, unreadable);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new SteadyConsumer(config, unreadable);
  }

  private static final class TellingConsumer extends SteadyConsumer {
    private final ReadPositions positions;
    private final LeaderEpochs epochs;
    private Set<TopicPartition> known = Set.of();

    TellingConsumer(
        Map<String, Object> config,
        ReadPositions positions,
        LeaderEpochs epochs,
        Unreadable unreadable) {
      super(config, unreadable);
      this.positions = positions;
      this.epochs = epochs;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration patience) {
      ConsumerRecords<byte[], byte[]> records = super.poll(patience);
      records.forEach(epochs::read);
      Set<TopicPartition> told = new HashSet<>();
      for (TopicPartition where : assignment()) {
        if (tell(where, records.records(where))) {
          told.add(where);
        }
      }
      known = told;
      return records;
    }

    /** Whether a partition has a position yet. Just assigned, the broker has to be asked first. */
    private boolean tell(TopicPartition where, List<ConsumerRecord<byte[], byte[]>> records) {
      try {
        long position = position(where, Duration.ZERO);
        positions.polled(
            where.partition(),
            records.isEmpty() ? ReadPositions.NONE : records.getLast().offset(),
            position,
            !known.contains(where));
        return true;
      } catch (TimeoutException e) {
        return false;
      }
    }
  }
}
