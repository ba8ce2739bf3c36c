package dev.likeness.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic of one partition, read from its beginning to its end and followed from then on. {@link
 * #readToTheEnd} and {@link #follow} are for one thread, one after the other; the rest is safe for
 * all.
 */
final class FollowedTopic {
  static final Duration POLL = Duration.ofMillis(500);

  private static final Logger log = LoggerFactory.getLogger(FollowedTopic.class);
  private static final long LOOK_AGAIN_MILLIS = 50;

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition place;
  private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> take;
  private final Runnable late;
  private final ConsumerLoop loop;
  private volatile boolean whole;
  private long read;

  /**
   * @param consumer of no group; closed by this object
   * @param take is given each record; one that it throws {@link IllegalArgumentException} for is
   *     passed over
   */
  FollowedTopic(
      Consumer<byte[], byte[]> consumer,
      String topic,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> take) {
    this(consumer, topic, take, () -> {});
  }

  /**
   * As the other constructor.
   *
   * @param late done if the topic could not be read to its end before it was followed, once it was
   */
  FollowedTopic(
      Consumer<byte[], byte[]> consumer,
      String topic,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> take,
      Runnable late) {
    this.consumer = consumer;
    this.place = new TopicPartition(topic, 0);
    this.take = take;
    this.late = late;
    this.loop = new ConsumerLoop(topic, consumer, this::read);
  }

  /** Reads what the topic holds now; the first time from its beginning. */
  void readToTheEnd() {
    if (consumer.assignment().isEmpty()) {
      consumer.assign(List.of(place));
      consumer.seekToBeginning(List.of(place));
    }
    long end = Objects.requireNonNull(consumer.endOffsets(List.of(place)).get(place));
    while (consumer.position(place) < end) {
      consumer.poll(POLL).forEach(this::taken);
    }
    whole = true;
  }

  /** Goes on reading on a thread of its own until {@link #stop}. */
  void follow() {
    loop.start();
  }

  private void read() {
    if (whole) {
      consumer.poll(POLL).forEach(this::taken);
    } else {
      readToTheEnd();
      late.run();
    }
  }

  private synchronized void taken(ConsumerRecord<byte[], byte[]> record) {
    read = record.offset() + 1;
    notifyAll();
    try {
      take.accept(record);
    } catch (IllegalArgumentException e) {
      log.warn("passed over {}@{}: {}", place.topic(), record.offset(), e.getMessage());
    }
  }

  /** Returns once the record at an offset was taken, or after a second. */
  synchronized void awaitRead(long offset) throws InterruptedException {
    long end = System.nanoTime() + POLL.toNanos() * 2;
    while (loop.isRunning() && read <= offset && System.nanoTime() < end) {
      wait(LOOK_AGAIN_MILLIS);
    }
  }

  boolean isRunning() {
    return loop.isRunning();
  }

  /** Whether what is taken now was published after all that the topic held at first was taken. */
  boolean isFollowed() {
    return loop.isRunning() && whole;
  }

  /** Ends the following and closes the consumer, also if it has not begun. May be repeated. */
  void stop() {
    loop.stop();
  }
}
