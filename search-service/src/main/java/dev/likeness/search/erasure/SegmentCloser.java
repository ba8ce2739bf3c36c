package dev.likeness.search.erasure;

import dev.likeness.runtime.Ticker;
import dev.likeness.search.log.EnrollmentLog;
import dev.likeness.topics.ClosingRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks from time to time for partitions of the enrollments that nothing has reached for a
 * compaction lag, and closes their open segments, so that the broker erases what was forgotten
 * there. Each partition is looked after by the instance whose index holds it, and is left alone
 * once it is closed.
 */
final class SegmentCloser implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(SegmentCloser.class);
  private static final int LOOKS_A_LAG = 10;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final String topic;
  private final Supplier<Set<Integer>> held;
  private final EnrollmentLog enrollments;
  private final Producer<byte[], byte[]> producer;
  private final IntSupplier partitions;
  private final Duration lag;
  private final Clock clock;
  private final Ticker ticker = new Ticker("segment-closer", this::look);
  private boolean failing;

  /**
   * @param topic whose partitions are looked after
   * @param held the partitions that fall to this instance
   * @param producer configured for acks=all; not closed by this object
   * @param partitions how many the topic has
   * @param lag the age at which a record closes the segment it follows
   */
  SegmentCloser(
      String topic,
      Supplier<Set<Integer>> held,
      EnrollmentLog enrollments,
      Producer<byte[], byte[]> producer,
      IntSupplier partitions,
      Duration lag,
      Clock clock) {
    this.topic = topic;
    this.held = held;
    this.enrollments = enrollments;
    this.producer = producer;
    this.partitions = partitions;
    this.lag = lag;
    this.clock = clock;
  }

  @Override
  public void start() {
    Duration pause =
        Duration.ofMillis(
            Math.clamp(lag.dividedBy(LOOKS_A_LAG).toMillis(), 1, LONGEST_PAUSE.toMillis()));
    ticker.start(pause, pause);
  }

  /** Checks once. A failure is logged the first time, and tried again at the next check. */
  void look() {
    try {
      Instant now = clock.instant();
      for (var quiet : enrollments.quietSince(now.minus(lag), held.get()).entrySet()) {
        if (!isClosed(quiet.getKey(), quiet.getValue())) {
          close(quiet.getKey(), quiet.getValue(), now);
        }
      }
      failing = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      if (!failing && isRunning()) {
        log.warn("quiet partitions cannot be closed, it is tried again: {}", e.toString());
      }
      failing = true;
    }
  }

  private boolean isClosed(int partition, long end) {
    AtomicBoolean closed = new AtomicBoolean();
    enrollments.read(
        partition,
        end - 1,
        end,
        last -> {
          closed.set(ClosingRecords.hasClosed(last, partitions.getAsInt()));
          return false;
        });
    return closed.get();
  }

  private void close(int partition, long end, Instant now)
      throws ExecutionException, InterruptedException {
    producer.send(ClosingRecords.at(topic, partition, partitions.getAsInt(), end, now)).get();
    log.info("partition {} of {} is quiet, its segment is closed", partition, topic);
  }

  @Override
  public void stop() {
    ticker.interrupt();
  }

  @Override
  public boolean isRunning() {
    return ticker.isRunning();
  }

  /** After the index, whose partitions it asks for, and stopped before it. */
  @Override
  public int getPhase() {
    return 1;
  }
}
