package dev.likeness.embed;

import dev.likeness.runtime.SteadyConsumer;
import dev.likeness.runtime.Unreadable;
import dev.likeness.topics.ClosingRecords;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Kafka clients of a topology that batches what it sends for as long as it has work, and sends
 * at once what it holds when it has none.
 *
 * <p>A producer's {@code linger.ms} alone has to choose: a long one makes few requests of many
 * records, and every record of an idle system late. Here it bounds how long a record waits while
 * others are worked on; a thread whose consumer has nothing left to hand out flushes its producer
 * before it waits for more. Streams gives each of its threads one consumer and one producer.
 *
 * <p>A consumer that is given a partition goes back to the first record whose outcome was lost,
 * before it hands out any ({@link LostOutcomes}).
 *
 * <p>A record that is to close a segment never waits together with those it is to close: the broker
 * puts a batch into one segment.
 */
final class PromptClients extends DefaultKafkaClientSupplier {
  private static final Logger log = LoggerFactory.getLogger(PromptClients.class);

  /** The producer that holds records of this thread, if one does. */
  private static final ThreadLocal<@Nullable Producer<byte[], byte[]>> HOLDING =
      new ThreadLocal<>();

  private final Beginning beginning;
  private final Unreadable unreadable;

  /** Where a partition is to be read on from. */
  interface Beginning {
    /**
     * Asked once a partition has come to a consumer.
     *
     * @param committed the offset its group has committed
     * @return that one, or an earlier one
     */
    long of(int partition, long committed);
  }

  /**
   * @param unreadable is told of partitions that cannot be read
   */
  PromptClients(Beginning beginning, Unreadable unreadable) {
    this.beginning = beginning;
    this.unreadable = unreadable;
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new HoldingProducer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new FlushingConsumer(config, beginning, unreadable);
  }

  private static final class HoldingProducer extends KafkaProducer<byte[], byte[]> {
    HoldingProducer(Map<String, Object> config) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
      if (ClosingRecords.isOne(record.key(), record.value())) {
        flush();
      }
      HOLDING.set(this);
      return super.send(record, callback);
    }

    @Override
    public void flush() {
      HOLDING.remove();
      super.flush();
    }
  }

  private static final class FlushingConsumer extends SteadyConsumer {
    private final Beginning beginning;

    FlushingConsumer(Map<String, Object> config, Beginning beginning, Unreadable unreadable) {
      super(config, unreadable);
      this.beginning = beginning;
    }

    @Override
    public void subscribe(Collection<String> names, ConsumerRebalanceListener listener) {
      super.subscribe(
          names,
          new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
              goBack(assigned);
              listener.onPartitionsAssigned(assigned);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
              listener.onPartitionsRevoked(revoked);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> lost) {
              listener.onPartitionsLost(lost);
            }
          });
    }

    /** What is committed goes back too: others ask how far the outcomes reach. */
    private void goBack(Collection<TopicPartition> assigned) {
      Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
      committed(Set.copyOf(assigned))
          .forEach((where, committed) -> {
            if (committed != null) {
              long first = beginning.of(where.partition(), committed.offset());
              if (first < committed.offset()) {
                log.warn(
                    "outcomes of {} were lost from offset {} on, up to which they were committed"
                        + " ({}): it is read again from there",
                    where,
                    first,
                    committed.offset());
                back.put(where, new OffsetAndMetadata(first));
              }
            }
          });
      if (!back.isEmpty()) {
        commitSync(back);
        back.forEach(this::seek);
      }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration patience) {
      Producer<byte[], byte[]> producer = HOLDING.get();
      if (producer == null || patience.isZero()) {
        return super.poll(patience);
      }
      ConsumerRecords<byte[], byte[]> atHand = super.poll(Duration.ZERO);
      if (!atHand.isEmpty()) {
        return atHand;
      }
      producer.flush();
      return super.poll(patience);
    }
  }
}
