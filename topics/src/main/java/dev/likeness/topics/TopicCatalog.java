package dev.likeness.topics;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics, brought into being. Existing topics are checked, never altered: adding a partition
 * would send known keys elsewhere.
 */
public final class TopicCatalog {
  private static final String DEAD_LETTER_RETENTION_MS = Long.toString(30L * 24 * 3600 * 1000);

  private final TopicSettings settings;

  public TopicCatalog(TopicSettings settings) {
    this.settings = settings;
  }

  /**
   * Creates what is missing and checks what is there. Safe to call from several processes at once.
   *
   * @return how many partitions the enrollments topic, and so every embeddings topic, has
   * @throws TopicMismatchException if an existing topic cannot carry the contract
   * @throws ExecutionException if the broker refuses, with its reason as the cause
   */
  public int ensure(Admin admin) throws ExecutionException, InterruptedException {
    create(
        admin,
        compacted(Topics.ENROLLMENTS, settings.partitions()),
        deadLetters(),
        compacted(Topics.CONTROL, 1));
    Map<String, Integer> partitions =
        partitions(admin, Topics.ENROLLMENTS, Topics.DEAD_LETTERS, Topics.CONTROL);
    for (String topic : List.of(Topics.DEAD_LETTERS, Topics.CONTROL)) {
      requireOnePartition(topic, requireNonNull(partitions.get(topic)));
    }
    checkConfigs(admin, Topics.ENROLLMENTS);
    return requireNonNull(partitions.get(Topics.ENROLLMENTS));
  }

  /**
   * As {@link #ensure}, of one model's embeddings topic.
   *
   * @param partitions how many the enrollments topic has
   * @throws TopicMismatchException if an existing topic cannot carry the contract
   * @throws ExecutionException if the broker refuses, with its reason as the cause
   */
  public void ensureEmbeddings(Admin admin, String model, int partitions)
      throws ExecutionException, InterruptedException {
    String topic = Topics.embeddings(model);
    create(admin, compacted(topic, partitions));
    int existing = requireNonNull(partitions(admin, topic).get(topic));
    if (existing != partitions) {
      throw new TopicMismatchException(
          "topic "
              + topic
              + " has "
              + existing
              + " partitions, "
              + Topics.ENROLLMENTS
              + " has "
              + partitions
              + ": delete the former, it will be made anew from the enrollments");
    }
    checkConfigs(admin, topic);
  }

  /**
   * The models that have an embeddings topic.
   *
   * @throws ExecutionException if the broker refuses, with its reason as the cause
   */
  public Set<String> models(Admin admin) throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get().stream()
        .map(Topics::model)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private NewTopic compacted(String name, int partitions) {
    return new NewTopic(name, partitions, settings.replicas())
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(TopicSettings.MAX_MESSAGE_BYTES),
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                Long.toString(settings.maxCompactionLag().toMillis()),
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(settings.maxCompactionLag().toMillis()),
                TopicConfig.DELETE_RETENTION_MS_CONFIG,
                Long.toString(settings.tombstoneRetention().toMillis())));
  }

  private NewTopic deadLetters() {
    return new NewTopic(Topics.DEAD_LETTERS, 1, settings.replicas())
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(TopicSettings.MAX_MESSAGE_BYTES),
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                Long.toString(settings.maxCompactionLag().toMillis()),
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(settings.maxCompactionLag().toMillis()),
                TopicConfig.RETENTION_MS_CONFIG,
                DEAD_LETTER_RETENTION_MS));
  }

  /** Makes those that are missing, at one go: a start waits for every question it asks. */
  private static void create(Admin admin, NewTopic... topics)
      throws ExecutionException, InterruptedException {
    for (KafkaFuture<Void> made : admin.createTopics(List.of(topics)).values().values()) {
      try {
        made.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static Map<String, Integer> partitions(Admin admin, String... topics)
      throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> descriptions =
        admin.describeTopics(List.of(topics)).allTopicNames().get();
    return descriptions.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, topic -> topic.getValue().partitions().size()));
  }

  /** An offset alone has to say which record of the topic is meant. */
  private static void requireOnePartition(String topic, int partitions) {
    if (partitions != 1) {
      throw new TopicMismatchException(
          "topic "
              + topic
              + " has "
              + partitions
              + " partitions, it must have 1: move its records to a topic made with 1");
    }
  }

  private static void checkConfigs(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config =
        requireNonNull(admin.describeConfigs(Set.of(resource)).all().get().get(resource));
    String policy = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
    if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new TopicMismatchException(
          "topic " + topic + " has cleanup.policy=" + policy + ", set it to compact");
    }
    int largest = Integer.parseInt(value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    if (largest < TopicSettings.MAX_MESSAGE_BYTES) {
      throw new TopicMismatchException(
          "topic "
              + topic
              + " has max.message.bytes="
              + largest
              + ", set it to at least "
              + TopicSettings.MAX_MESSAGE_BYTES);
    }
  }

  private static String value(Config config, String name) {
    return config.get(name).value();
  }
}
