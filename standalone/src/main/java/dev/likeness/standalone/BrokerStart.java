package dev.likeness.standalone;

import dev.likeness.broker.BrokerFailure;
import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The broker starting on a thread of its own while the services are put together. */
final class BrokerStart {
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
}
