package dev.likeness.search.move;

import dev.likeness.faces.Source;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes enrollments that take effect together or not at all (KIP-98). One transaction at a
 * time: a producer has one. Safe for all threads.
 */
final class MoveLog implements AutoCloseable {
  private final Supplier<Producer<byte[], byte[]>> opener;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable Producer<byte[], byte[]> producer;

  /**
   * @param opener of a producer with the transactional id of this instance: a later one with the
   *     same id ends what an earlier one has left open
   */
  MoveLog(Supplier<Producer<byte[], byte[]>> opener) {
    this.opener = opener;
  }

  /**
   * Publishes records in one transaction.
   *
   * @return where each of them stands
   * @throws Problem {@link Code#BROKER_UNAVAILABLE} if the broker has not stored all of them; then
   *     none takes effect, unless only the answer was lost
   */
  List<Source> together(List<ProducerRecord<byte[], byte[]>> records) {
    turn.lock();
    try {
      Producer<byte[], byte[]> open = open();
      open.beginTransaction();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(open.send(record));
      }
      open.commitTransaction();
      List<Source> places = new ArrayList<>();
      for (Future<RecordMetadata> one : sent) {
        RecordMetadata stored = one.get();
        places.add(new Source(stored.partition(), stored.offset()));
      }
      return places;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      discard();
      throw Problem.of(Code.BROKER_UNAVAILABLE, "the service is stopping; try again");
    } catch (ExecutionException | KafkaException e) {
      discard();
      throw Problem.of(
          Code.BROKER_UNAVAILABLE, "the Kafka broker did not store the change; try again");
    } finally {
      turn.unlock();
    }
  }

  private Producer<byte[], byte[]> open() {
    Producer<byte[], byte[]> open = producer;
    if (open == null) {
      open = opener.get();
      producer = open;
      open.initTransactions();
    }
    return open;
  }

  /** Whatever has failed, a new producer begins anew, and ends what the old one has left open. */
  private void discard() {
    Producer<byte[], byte[]> failed = producer;
    producer = null;
    if (failed != null) {
      failed.close(Duration.ZERO);
    }
  }

  @Override
  public void close() {
    turn.lock();
    try {
      discard();
    } finally {
      turn.unlock();
    }
  }
}
