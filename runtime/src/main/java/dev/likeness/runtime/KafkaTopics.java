package dev.likeness.runtime;

import dev.likeness.topics.TopicCatalog;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.SmartLifecycle;

/**
 * The topics, which exist once this has started: before everything that reads or writes them. Safe
 * for all threads.
 */
public final class KafkaTopics implements SmartLifecycle {
  /** When this starts; whoever needs the topics starts in a later one. */
  public static final int PHASE = Integer.MIN_VALUE / 2;

  private final TopicCatalog catalog;
  private final Admin admin;
  private final BrokerPatience patience;
  private final String firstModel;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private volatile int partitions;

  /**
   * @param firstModel the model whose embeddings topic is made in any case
   */
  KafkaTopics(TopicCatalog catalog, Admin admin, BrokerPatience patience, String firstModel) {
    this.catalog = catalog;
    this.admin = admin;
    this.patience = patience;
    this.firstModel = firstModel;
  }

  /**
   * How many partitions the enrollments topic and every embeddings topic has.
   *
   * @throws IllegalStateException before the start
   */
  public int partitions() {
    if (!isRunning()) {
      throw new IllegalStateException("the topics have not been looked at yet");
    }
    return partitions;
  }

  /** Makes what is missing, and waits for the broker. */
  @Override
  public void start() {
    try {
      partitions = patience.ask(() -> catalog.ensure(admin));
      ensureEmbeddings(firstModel);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the broker refuses to say whether the topics are there: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the topics", e);
    }
  }

  /**
   * Makes sure of a model's embeddings topic.
   *
   * @throws dev.likeness.topics.TopicMismatchException if it cannot carry the contract
   * @throws ExecutionException if the broker refuses or does not answer
   */
  public void ensureEmbeddings(String model) throws ExecutionException, InterruptedException {
    if (!known.contains(model)) {
      known.add(
          patience.ask(() -> {
            catalog.ensureEmbeddings(admin, model, partitions());
            return model;
          }));
    }
  }

  /**
   * The models that have an embeddings topic now.
   *
   * @throws ExecutionException if the broker refuses or does not answer
   */
  public Set<String> models() throws ExecutionException, InterruptedException {
    return catalog.models(admin);
  }

  @Override
  public void stop() {
    partitions = 0;
  }

  @Override
  public boolean isRunning() {
    return partitions > 0;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
