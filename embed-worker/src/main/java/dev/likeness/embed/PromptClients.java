package dev.likeness.embed;

import dev.likeness.topics.ClosingRecords;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka clients of a topology that batches what it sends for as long as it has work, and sends
 * at once what it holds when it has none.
 *
 * <p>A producer's {@code linger.ms} alone has to choose: a long one makes few requests of many
 * records, and every record of an idle system late. Here it bounds how long a record waits while
 * others are worked on; a thread whose consumer has nothing left to hand out flushes its producer
 * before it waits for more. Streams gives each of its threads one consumer and one producer.
 *
 * <p>A record that is to close a segment never waits together with those it is to close: the broker
 * puts a batch into one segment.
 */
final class PromptClients implements KafkaClientSupplier {
  /** The producer that holds records of this thread, if one does. */
  private static final ThreadLocal<@Nullable Producer<byte[], byte[]>> HOLDING =
      new ThreadLocal<>();

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new HoldingProducer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new FlushingConsumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
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

  private static final class FlushingConsumer extends KafkaConsumer<byte[], byte[]> {
    FlushingConsumer(Map<String, Object> config) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
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
