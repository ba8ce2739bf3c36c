package dev.likeness.standalone;

import dev.likeness.broker.BrokerFailure;
import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.runtime.KafkaTopics;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.context.SmartLifecycle;

/**
 * The broker starting on a thread of its own while the services are put together. They start once
 * it answers.
 */
final class BrokerStart implements SmartLifecycle {
  private final FutureTask<EmbeddedBroker> start;

  private BrokerStart(FutureTask<EmbeddedBroker> start) {
    this.start = start;
  }

  static BrokerStart begin(DataDirectory data, BrokerSettings settings) {
    FutureTask<EmbeddedBroker> start = new FutureTask<>(() -> EmbeddedBroker.start(data, settings));
    Thread.ofPlatform().name("broker-start").daemon().start(start);
    return new BrokerStart(start);
  }

  /**
   * The broker, once it answers.
   *
   * @throws BrokerFailure if its port is taken, or its data cannot be read or written
   * @throws StandaloneFailure if something else keeps it from starting
   */
  EmbeddedBroker await() {
    try {
      return start.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BrokerFailure failure) {
        throw failure;
      }
      throw StandaloneFailure.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StandaloneFailure("interrupted while the Kafka broker was starting", e);
    }
  }

  @Override
  public void start() {
    var _ = await();
  }

  /** Does nothing: the broker stops after the context. */
  @Override
  public void stop() {}

  @Override
  public boolean isRunning() {
    return start.isDone();
  }

  @Override
  public int getPhase() {
    return KafkaTopics.PHASE - 1;
  }
}
