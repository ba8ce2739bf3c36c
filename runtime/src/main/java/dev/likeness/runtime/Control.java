package dev.likeness.runtime;

import dev.likeness.topics.ControlState;
import dev.likeness.topics.Generation;
import dev.likeness.topics.Topics;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The control topic as this process knows it: read to its end before anything else starts, followed
 * from then on, and written to. Safe for all threads.
 */
public final class Control implements SmartLifecycle, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Control.class);

  private final FollowedTopic topic;
  private final Producer<byte[], byte[]> producer;
  private final String firstModel;
  private volatile ControlState state = ControlState.NOTHING;

  /**
   * @param consumer of no group; closed by this object
   * @param producer configured for acks=all; closed by this object
   * @param firstModel the model of the first generation, where there is none yet
   */
  Control(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, String firstModel) {
    this.topic = new FollowedTopic(consumer, Topics.CONTROL, this::take);
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
    topic.awaitRead(producer.send(record).get().offset());
  }

  @Override
  public void start() {
    topic.readToTheEnd();
    if (state.active() == null) {
      begin();
      topic.readToTheEnd();
    }
    if (!active().model().equals(firstModel)) {
      log.info(
          "model {} answers, as before; likeness.model={} is for a first start. To let that one"
              + " answer: ./likeness migrate --model {}",
          active().model(),
          firstModel,
          firstModel);
    }
    topic.follow();
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

  private void take(ConsumerRecord<byte[], byte[]> record) {
    ControlState before = state;
    state = before.after(record.key(), record.value());
    if (before.rates().equals(state.rates())) {
      log.info("active generation is {}, building {}", state.active(), state.building());
    } else {
      log.info("galleries with rates of their own: {}", state.rates());
    }
  }

  @Override
  public void stop() {
    topic.stop();
    producer.close(FollowedTopic.POLL);
  }

  /** Also where it was never started, since something else could not be. */
  @Override
  public void close() {
    stop();
  }

  @Override
  public boolean isRunning() {
    return topic.isRunning();
  }

  /** Before everything that asks it, once its topic is there. */
  @Override
  public int getPhase() {
    return KafkaTopics.PHASE + 1;
  }
}
