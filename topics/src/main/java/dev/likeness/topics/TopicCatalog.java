package dev.likeness.topics;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics, brought into being. Existing topics are checked and left as they are: adding a
 * partition would send known keys elsewhere. Only whether they are flushed follows the settings.
 *
 * <p>A Kafka broker acknowledges a record before it is on the disk: it counts on copies elsewhere.
 * Of a topic with one copy a power loss would take the last half minute. So there the topics that
 * cannot be made again from others are flushed with every batch.
 */
public final class TopicCatalog {
  private static final String DEAD_LETTER_RETENTION_MS = Long.toString(30L * 24 * 3600 * 1000);
  private static final String EVERY_BATCH = "1";

  /** What they hold is nowhere else. */
  private static final List<String> IRREPLACEABLE =
      List.of(Topics.ENROLLMENTS, Topics.DEAD_LETTERS, Topics.CONTROL, Topics.ACCESS);

  /** A record leaves the disk with its segment, so a segment must not grow old. */
  private static final long AUDIT_SEGMENT_MS = 24L * 3600 * 1000;

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
        compacted(Topics.CONTROL, 1),
        compacted(Topics.ACCESS, 1),
        audit());
    Map<String, TopicDescription> there = admin.describeTopics(IRREPLACEABLE).allTopicNames().get();
    for (String topic : List.of(Topics.DEAD_LETTERS, Topics.CONTROL, Topics.ACCESS)) {
      requireOnePartition(topic, requireNonNull(there.get(topic)).partitions().size());
    }
    Map<String, Config> configs = configs(admin, IRREPLACEABLE);
    check(Topics.ENROLLMENTS, requireNonNull(configs.get(Topics.ENROLLMENTS)));
    flush(admin, there, configs);
    return requireNonNull(there.get(Topics.ENROLLMENTS)).partitions().size();
  }

  /** Sets, or takes back, that each batch is flushed. */
  private void flush(Admin admin, Map<String, TopicDescription> there, Map<String, Config> configs)
      throws ExecutionException, InterruptedException {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    configs.forEach((topic, config) -> {
      boolean alone =
          requireNonNull(there.get(topic)).partitions().getFirst().replicas().size() == 1;
      ConfigEntry now = config.get(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG);
      boolean flushed = now.value().equals(EVERY_BATCH);
      if (alone && flushed != settings.flush()) {
        changes.put(
            resource(topic),
            List.of(
                new AlterConfigOp(
                    new ConfigEntry(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, EVERY_BATCH),
                    flushed ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET)));
      }
    });
    if (!changes.isEmpty()) {
      try {
        admin.incrementalAlterConfigs(changes).all().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AuthorizationException) {
          throw new TopicMismatchException(
              "flush.messages of the topics "
                  + IRREPLACEABLE
                  + " may not be changed by this user: set it to 1, or likeness.topics.flush to"
                  + " false");
        }
        throw e;
      }
    }
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
    int existing =
        requireNonNull(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic))
            .partitions()
            .size();
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
    check(topic, requireNonNull(configs(admin, List.of(topic)).get(topic)));
  }

  /**
   * As {@link #ensure}, of the topic of keys alone.
   *
   * @throws TopicMismatchException if an existing topic cannot carry the contract
   * @throws ExecutionException if the broker refuses, with its reason as the cause
   */
  public void ensureAccess(Admin admin) throws ExecutionException, InterruptedException {
    create(admin, compacted(Topics.ACCESS, 1));
    requireOnePartition(
        Topics.ACCESS,
        requireNonNull(
                admin
                    .describeTopics(List.of(Topics.ACCESS))
                    .allTopicNames()
                    .get()
                    .get(Topics.ACCESS))
            .partitions()
            .size());
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

  private NewTopic audit() {
    return new NewTopic(Topics.AUDIT, 1, settings.replicas())
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(AUDIT_SEGMENT_MS),
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(settings.auditRetention().toMillis())));
  }

  /**
   * Makes those that are missing, at one go: a start waits for every question it asks. Who may not
   * make topics is content if they are there.
   */
  private static void create(Admin admin, NewTopic... topics)
      throws ExecutionException, InterruptedException {
    List<String> refused = new ArrayList<>();
    for (Map.Entry<String, KafkaFuture<Void>> made :
        admin.createTopics(List.of(topics)).values().entrySet()) {
      try {
        made.getValue().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AuthorizationException) {
          refused.add(made.getKey());
        } else if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
    Set<String> there = refused.isEmpty() ? Set.of() : admin.listTopics().names().get();
    refused.removeAll(there);
    if (!refused.isEmpty()) {
      throw new TopicMismatchException(
          "the topics "
              + refused
              + " are not there, or this user may not describe them, and it may not create them:"
              + " create them, or allow the user Describe and Create");
    }
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

  private static Map<String, Config> configs(Admin admin, List<String> topics)
      throws ExecutionException, InterruptedException {
    return admin
        .describeConfigs(topics.stream().map(TopicCatalog::resource).toList())
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(config -> config.getKey().name(), Map.Entry::getValue));
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static void check(String topic, Config config) {
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
