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
  private final int partitions;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  KafkaTopics(TopicCatalog catalog, Admin admin, int partitions) {
    this.catalog = catalog;
    this.admin = admin;
    this.partitions = partitions;
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
      catalog.ensureEmbeddings(admin, model, partitions);
      known.add(model);
    }
  }
}
