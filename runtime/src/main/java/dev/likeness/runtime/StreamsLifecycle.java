package dev.likeness.runtime;

import java.time.Duration;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The life of one Streams topology inside a Spring context: it starts with the context, stops
 * before the beans it uses, and replaces a thread that died of an error rather than going on with
 * fewer.
 */
public final class StreamsLifecycle implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(StreamsLifecycle.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(20);

  /** Who waits for longer wants to know for what. */
  private static final Duration UNNOTICED = Duration.ofSeconds(2);

  /** Whoever is next need not wait until the broker misses this one. */
  private static final CloseOptions LEAVING =
      CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);

  private final String name;
  private final KafkaStreams streams;
  private final Runnable afterwards;
  private volatile boolean running;

  /** As the other constructor, for a topology whose thread deaths are not counted. */
  public StreamsLifecycle(String name, KafkaStreams streams, Runnable afterwards) {
    this(name, streams, () -> {}, afterwards);
  }

  /**
   * @param name what logs call the topology
   * @param streams not yet started; closed by this object
   * @param onDeath done whenever one of its threads died
   * @param afterwards done once it is closed
   */
  public StreamsLifecycle(
      String name, KafkaStreams streams, Runnable onDeath, Runnable afterwards) {
    this.name = name;
    this.streams = streams;
    this.afterwards = afterwards;
    streams.setUncaughtExceptionHandler(e -> {
      log.error("a {} thread died and is replaced", name, e);
      onDeath.run();
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    });
  }

  /** Starts the topology; one that cannot be started is closed. */
  @Override
  public void start() {
    try {
      streams.start();
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
    running = true;
    var _ = Thread.ofVirtual().start(this::tellWhatItWaitsFor);
  }

  private void tellWhatItWaitsFor() {
    try {
      Thread.sleep(UNNOTICED);
      if (running && streams.state() != KafkaStreams.State.RUNNING) {
        log.info(
            "{} has no partitions yet: it reads back what it has to know, or its group still waits"
                + " for a member that was killed, for six seconds after that fell silent",
            name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    running = false;
    if (!streams.close(LEAVING.withTimeout(CLOSE_PATIENCE))) {
      log.warn("{} did not stop within {} s", name, CLOSE_PATIENCE.toSeconds());
    }
    afterwards.run();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before web servers start taking requests, after them when stopping. */
  @Override
  public int getPhase() {
    return 0;
  }
}
