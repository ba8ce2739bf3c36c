package dev.likeness.web;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** What a request asks of the Kafka broker while its caller waits. */
public final class Broker {
  private Broker() {}

  /** Something that is asked. */
  @FunctionalInterface
  public interface Question<T> {
    T ask() throws ExecutionException, InterruptedException, TimeoutException;
  }

  /** Something that is written. */
  @FunctionalInterface
  public interface Change {
    void write() throws ExecutionException, InterruptedException;
  }

  /**
   * The broker's answer.
   *
   * @param otherwise what did not happen if it does not answer
   * @throws Problem {@link Code#BROKER_UNAVAILABLE} if it does not
   */
  public static <T> T ask(String otherwise, Question<T> question) {
    try {
      return question.ask();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.BROKER_UNAVAILABLE, "the service is stopping; try again");
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw Problem.of(Code.BROKER_UNAVAILABLE, "the Kafka broker " + otherwise + "; try again");
    }
  }

  /** As {@link #ask}, of what has no answer. */
  public static void write(String otherwise, Change change) {
    var _ =
        ask(
            otherwise,
            () -> {
              change.write();
              return true;
            });
  }
}
