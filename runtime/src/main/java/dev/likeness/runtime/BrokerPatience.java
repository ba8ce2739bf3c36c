package dev.likeness.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a broker again that is not there yet, or does not know yet of a topic that was just made.
 *
 * @param patience for how long
 * @param bootstrap where the broker is, for the log
 * @param listener is told each time it did not answer
 */
record BrokerPatience(Duration patience, String bootstrap, Consumer<BrokerAwaited> listener) {
  private static final Logger log = LoggerFactory.getLogger(BrokerPatience.class);
  private static final long PAUSE_MILLIS = 200;

  /** Something asked of the broker. */
  interface Question<R> {
    R ask() throws ExecutionException, InterruptedException;
  }

  <R> R ask(Question<R> question) throws ExecutionException, InterruptedException {
    Instant givingUp = Instant.now().plus(patience);
    while (true) {
      try {
        return question.ask();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RetriableException) || Instant.now().isAfter(givingUp)) {
          throw e;
        }
        log.info("waiting for the Kafka broker at {}: {}", bootstrap, e.getCause().getMessage());
        listener.accept(new BrokerAwaited(bootstrap));
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }
}
