package dev.likeness.wiring;

import dev.likeness.topics.TopicCatalog;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** The topics, known to exist. Safe for all threads. */
public final class KafkaTopics {
  private final TopicCatalog catalog;
  private final Admin admin;
  private final BrokerPatience patience;
  private final int partitions;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private KafkaTopics(TopicCatalog catalog, Admin admin, BrokerPatience patience, int partitions) {
    this.catalog = catalog;
    this.admin = admin;
    this.patience = patience;
    this.partitions = partitions;
  }

  /** Makes what is missing, and waits for the broker. */
  static KafkaTopics ensure(TopicCatalog catalog, Admin admin, BrokerPatience patience)
      throws ExecutionException, InterruptedException {
    int partitions = patience.ask(() -> catalog.ensure(admin));
    return new KafkaTopics(catalog, admin, patience, partitions);
  }

  /** How many partitions the enrollments topic and every embeddings topic has. */
  public int partitions() {
    return partitions;
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
            catalog.ensureEmbeddings(admin, model, partitions);
            return model;
          }));
    }
  }
}
