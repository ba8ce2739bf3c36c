package dev.likeness.wiring;

import dev.likeness.topics.ControlState;
import dev.likeness.topics.Generation;
import dev.likeness.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The control topic as this process knows it: read to its end before anything else starts, followed
 * from then on, and written to. Safe for all threads.
 */
public final class Control implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Control.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long LOOK_AGAIN_MILLIS = 50;
  private static final TopicPartition PLACE = new TopicPartition(Topics.CONTROL, 0);

  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final String firstModel;
  private final Thread thread = new Thread(this::follow, "control");
  private volatile ControlState state = ControlState.NOTHING;
  private volatile boolean running;
  private long read;

  /**
   * @param consumer of no group; closed by this object
   * @param producer configured for acks=all; closed by this object
   * @param firstModel the model of the first generation, where there is none yet
   */
  Control(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, String firstModel) {
    this.consumer = consumer;
    this.producer = producer;
    this.firstModel = firstModel;
  }

  /** What the topic says, as far as it was read. */
  public ControlState state() {
    return state;
  }

  /** The generation that answers. */
  public Generation active() {
    return Objects.requireNonNull(state.active(), "the control topic was not read yet");
  }

  /**
   * Writes a record of {@link ControlState} and returns once the broker has it and, unless that
   * takes long, {@link #state} knows it.
   *
   * @throws ExecutionException if the broker did not store it
   */
  public void write(ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, InterruptedException {
    long offset = producer.send(record).get().offset();
    long end = System.nanoTime() + POLL.toNanos() * 2;
    synchronized (this) {
      while (running && read <= offset && System.nanoTime() < end) {
        wait(LOOK_AGAIN_MILLIS);
      }
    }
  }

  @Override
  public void start() {
    consumer.assign(List.of(PLACE));
    consumer.seekToBeginning(List.of(PLACE));
    readToTheEnd();
    if (state.active() == null) {
      begin();
      readToTheEnd();
    }
    if (!active().model().equals(firstModel)) {
      log.info(
          "model {} answers, as before; likeness.model={} is for a first start. To let that one"
              + " answer: ./likeness migrate --model {}",
          active().model(),
          firstModel,
          firstModel);
    }
    running = true;
    thread.start();
  }

  private void readToTheEnd() {
    long end = Objects.requireNonNull(consumer.endOffsets(List.of(PLACE)).get(PLACE));
    while (consumer.position(PLACE) < end) {
      consumer.poll(POLL).forEach(this::take);
    }
  }

  private void begin() {
    try {
      write(ControlState.activate(new Generation(firstModel, 1)));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not store the first generation", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try (consumer) {
      while (running) {
        consumer.poll(POLL).forEach(this::take);
      }
    } catch (WakeupException e) {
      log.debug("stopped");
    }
  }

  private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
    read = record.offset() + 1;
    notifyAll();
    try {
      ControlState before = state;
      state = before.after(record.key(), record.value());
      if (before.rates().equals(state.rates())) {
        log.info("active generation is {}, building {}", state.active(), state.building());
      } else {
        log.info("galleries with rates of their own: {}", state.rates());
      }
    } catch (IllegalArgumentException e) {
      log.warn("passed over {}@{}: {}", Topics.CONTROL, record.offset(), e.getMessage());
    }
  }

  @Override
  public void stop() {
    running = false;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(POLL);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before everything that asks it, once its topic is there. */
  @Override
  public int getPhase() {
    return KafkaTopics.PHASE + 1;
  }
}
