package dev.likeness.search.store;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** The Kafka clients of an index: its main consumers tell how far they have read. */
final class TellingClients extends DefaultKafkaClientSupplier {
  private final ReadPositions positions;

  TellingClients(ReadPositions positions) {
    this.positions = positions;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new TellingConsumer(config, positions);
  }

  private static final class TellingConsumer extends KafkaConsumer<byte[], byte[]> {
    private final ReadPositions positions;
    private Set<TopicPartition> known = Set.of();

    TellingConsumer(Map<String, Object> config, ReadPositions positions) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.positions = positions;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration patience) {
      ConsumerRecords<byte[], byte[]> records = super.poll(patience);
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
