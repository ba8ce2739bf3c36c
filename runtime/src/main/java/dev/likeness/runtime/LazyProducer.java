package dev.likeness.runtime;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A producer that is opened when it is first needed. Safe for all threads. */
final class LazyProducer {
  private final Supplier<Producer<byte[], byte[]>> opening;
  private volatile @Nullable Producer<byte[], byte[]> open;

  LazyProducer(Supplier<Producer<byte[], byte[]>> opening) {
    this.opening = opening;
  }

  Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
    return producer().send(record, callback);
  }

  private Producer<byte[], byte[]> producer() {
    Producer<byte[], byte[]> ready = open;
    return ready == null ? openOnce() : ready;
  }

  private synchronized Producer<byte[], byte[]> openOnce() {
    Producer<byte[], byte[]> ready = open;
    if (ready == null) {
      ready = opening.get();
      open = ready;
    }
    return ready;
  }

  /** Sends what was not sent yet, for as long as {@code patience}. */
  synchronized void close(Duration patience) {
    Producer<byte[], byte[]> ready = open;
    if (ready != null) {
      ready.close(patience);
    }
  }
}
