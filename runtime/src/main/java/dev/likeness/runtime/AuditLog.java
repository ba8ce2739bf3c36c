package dev.likeness.runtime;

import dev.likeness.topics.AuditEvent;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Writes who asked what to {@link dev.likeness.topics.Topics#AUDIT}. Callers do not wait: an event
 * goes to a bounded buffer that a thread of its own empties, and what does not fit, or what the
 * broker does not take, is counted as lost. Safe for all threads.
 */
public final class AuditLog implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LAST_WORDS = Duration.ofSeconds(3);

  private final LazyProducer producer;
  private final BlockingQueue<AuditEvent> buffer;
  private final boolean required;
  private final AtomicLong lost = new AtomicLong();
  private final Callback counting =
      (_, fault) -> {
        if (fault != null) {
          lost(fault);
        }
      };
  private volatile @Nullable Thread thread;

  /**
   * @param producer opens one; closed by this object
   * @param places how many events may wait
   * @param required whether a caller waits until the broker has its event
   */
  AuditLog(Supplier<Producer<byte[], byte[]>> producer, int places, boolean required) {
    this.producer = new LazyProducer(producer);
    this.buffer = new ArrayBlockingQueue<>(places);
    this.required = required;
  }

  /**
   * Keeps an event. Returns at once, or once the broker has it where that is required.
   *
   * @return whether it is kept as well as it has to be: always true where it is not required
   */
  public boolean add(AuditEvent event) {
    if (required) {
      return store(event);
    }
    if (!buffer.offer(event)) {
      lost(null);
    }
    return true;
  }

  private boolean store(AuditEvent event) {
    try {
      producer.send(event.record(), null).get();
      return true;
    } catch (ExecutionException e) {
      lost(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lost(e);
    } catch (RuntimeException e) {
      lost(e);
    }
    return false;
  }

  private void lost(@Nullable Throwable fault) {
    if (lost.getAndIncrement() == 0) {
      log.warn("an audit event was lost; likeness.audit.lost counts them", fault);
    }
  }

  /** How many events were lost since the start. */
  long lost() {
    return lost.get();
  }

  private void empty() {
    try {
      while (thread != null || !buffer.isEmpty()) {
        AuditEvent event = buffer.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (event != null) {
          send(event);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(AuditEvent event) {
    try {
      var _ = producer.send(event.record(), counting);
    } catch (RuntimeException e) {
      lost(e);
    }
  }

  @Override
  public void start() {
    // It runs while it is there, so it has to be there before it runs.
    Thread emptying = Thread.ofPlatform().name("audit").daemon().unstarted(this::empty);
    thread = emptying;
    emptying.start();
  }

  @Override
  public void stop() {
    Thread emptying = thread;
    thread = null;
    try {
      if (emptying != null) {
        emptying.join(LAST_WORDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(LAST_WORDS);
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** Stops after everything that answers. */
  @Override
  public int getPhase() {
    return KafkaTopics.PHASE + 1;
  }
}
