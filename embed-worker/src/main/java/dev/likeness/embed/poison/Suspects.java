package dev.likeness.embed.poison;

import dev.likeness.topics.Suspect;
import dev.likeness.topics.Topics;
import dev.likeness.topics.WorkerDeath;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that workers died with, all workers of the cluster together: {@link Topics#SUSPECTS}
 * as this process knows it. Safe for all threads; one thread of its own follows the topic.
 */
final class Suspects implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Suspects.class);
  private static final TopicPartition TOPIC = new TopicPartition(Topics.SUSPECTS, 0);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final Duration settling;
  private final Deaths deaths = new Deaths();
  private final Queue<Settled> settled = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::follow, "suspects");
  private volatile boolean running = true;

  private Suspects(
      Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, Duration settling) {
    this.consumer = consumer;
    this.producer = producer;
    this.settling = settling;
  }

  /**
   * Publishes the deaths that were found here, reads all that are known, and follows the topic from
   * there.
   *
   * @param consumer of no group; closed by the answer, as is the producer
   * @param settling how long a settled suspect is still remembered: longer than the topology takes
   *     to commit its offset, or a worker that dies in between would forget what it knew
   * @param patience how long the topic may take to be read
   * @throws KafkaException if the broker does not store the deaths, or the topic cannot be read
   */
  static Suspects open(
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      Duration settling,
      Duration patience,
      List<WorkerDeath> found) {
    Suspects suspects = new Suspects(consumer, producer, settling);
    try {
      suspects.send(found.stream().map(WorkerDeath::published).toList());
      suspects.readToEnd(patience);
    } catch (KafkaException e) {
      consumer.close();
      producer.close(Duration.ZERO);
      throw e;
    }
    suspects.thread.setDaemon(true);
    suspects.thread.start();
    return suspects;
  }

  /** How many workers are known to have died with {@code suspect} in hand. */
  int deaths(Suspect suspect) {
    return deaths.count(suspect);
  }

  /** Counts one more death, and tells the others. */
  void died(WorkerDeath death) {
    deaths.add(death);
    var _ = producer.send(death.published(), Suspects::logFailure);
  }

  /** The outcome of {@code suspect} is known: its deaths are forgotten, after a while. */
  void settled(Suspect suspect) {
    if (deaths.count(suspect) > 0) {
      settled.add(new Settled(suspect, System.nanoTime() + settling.toNanos()));
    }
  }

  private void readToEnd(Duration patience) {
    List<TopicPartition> topic = List.of(TOPIC);
    consumer.assign(topic);
    consumer.seekToBeginning(topic);
    long end = consumer.endOffsets(topic, patience).getOrDefault(TOPIC, 0L);
    long givingUp = System.nanoTime() + patience.toNanos();
    while (consumer.position(TOPIC, patience) < end) {
      if (System.nanoTime() > givingUp) {
        throw new TimeoutException(
            Topics.SUSPECTS + " was not read within " + patience.toSeconds() + " s");
      }
      consumer.poll(POLL).forEach(this::apply);
    }
  }

  private void follow() {
    try (consumer) {
      while (running) {
        try {
          consumer.poll(POLL).forEach(this::apply);
          forget(false);
        } catch (WakeupException e) {
          log.debug("stopping");
        } catch (KafkaException e) {
          log.warn("{} cannot be followed: {}", Topics.SUSPECTS, e.toString());
          LockSupport.parkNanos(POLL.toNanos());
        }
      }
    }
  }

  private void apply(ConsumerRecord<byte[], byte @Nullable []> record) {
    try {
      WorkerDeath death = WorkerDeath.fromKey(record.key());
      if (record.value() == null) {
        deaths.remove(death);
      } else {
        deaths.add(death);
      }
    } catch (IllegalArgumentException e) {
      log.warn("passed over {}@{}: {}", record.topic(), record.offset(), e.getMessage());
    }
  }

  /** Takes back the deaths of what was settled, all of it or only what is due. */
  private void forget(boolean all) {
    for (Settled next = settled.peek(); next != null; next = settled.peek()) {
      if (!all && next.due - System.nanoTime() > 0) {
        return;
      }
      send(deaths.of(next.suspect).stream().map(WorkerDeath::settled).toList());
      settled.remove();
    }
  }

  private void send(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
    try {
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } catch (ExecutionException e) {
      throw new KafkaException(Topics.SUSPECTS + " was not written: " + e.getMessage(), e);
    }
  }

  private static void logFailure(@Nullable RecordMetadata stored, @Nullable Exception failure) {
    if (failure != null) {
      log.warn("{} was not written: {}", Topics.SUSPECTS, failure.toString());
    }
  }

  /** To be called when nothing is embedded any more and all offsets are committed. */
  @Override
  public void close() {
    running = false;
    consumer.wakeup();
    try {
      thread.join();
      forget(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      log.warn("settled suspects were not forgotten: {}", e.getMessage());
    } finally {
      producer.close(Duration.ofSeconds(1));
    }
  }

  /**
   * @param due when to forget it, by {@link System#nanoTime}
   */
  private record Settled(Suspect suspect, long due) {}
}
