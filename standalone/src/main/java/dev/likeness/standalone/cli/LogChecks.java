package dev.likeness.standalone.cli;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.client.Health;
import dev.likeness.runtime.LogStretch;
import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What the log holds that nobody can use, where a broker and a Likeness are there to ask. */
final class LogChecks {
  private static final int PATIENCE_MS = 5_000;
  private static final String STRAY = "MISROUTED";

  private LogChecks() {}

  static List<Finding> all(Optional<Health> health, int kafkaPort) {
    List<Finding> findings = new ArrayList<>(deadLetters(kafkaPort));
    health.map(LogChecks::unreadable).ifPresent(findings::addAll);
    return findings;
  }

  /** Nothing if no broker answers there: another check says so. */
  private static List<Finding> deadLetters(int kafkaPort) {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            BrokerSettings.LOCAL + ":" + kafkaPort,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            PATIENCE_MS,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            PATIENCE_MS,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false);
    if (PortChecks.isFree(kafkaPort)) {
      return List.of();
    }
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.listTopics().containsKey(Topics.DEAD_LETTERS)
          ? List.of(told(letters(consumer)))
          : List.of();
    } catch (KafkaException e) {
      return List.of();
    }
  }

  /** Those that were not taken back, by their keys. */
  private static Map<String, Letter> letters(Consumer<byte[], byte[]> consumer) {
    TopicPartition where = new TopicPartition(Topics.DEAD_LETTERS, 0);
    Duration patience = Duration.ofMillis(PATIENCE_MS);
    LogStretch.Bounds bounds = LogStretch.bounds(consumer, where, patience);
    Map<String, Letter> letters = new LinkedHashMap<>();
    LogStretch.read(
        consumer,
        where,
        bounds.first(),
        bounds.end(),
        patience,
        record -> {
          take(letters, record);
          return true;
        });
    return letters;
  }

  private static void take(Map<String, Letter> letters, ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] key = record.key();
    String at = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    letters.remove(at);
    if (!DeadLetters.isTakenBack(record.value(), record.headers())) {
      letters.put(
          at,
          new Letter(
              Objects.requireNonNullElse(
                  DeadLetters.text(record.headers(), DeadLetters.REASON), "?"),
              Instant.ofEpochMilli(record.timestamp())));
    }
  }

  private record Letter(String reason, Instant at) {}

  private static Finding told(Map<String, Letter> letters) {
    if (letters.isEmpty()) {
      return Finding.ok("letters", "no dead letters");
    }
    long strays = letters.values().stream().filter(one -> one.reason().equals(STRAY)).count();
    Instant newest =
        letters.values().stream().map(Letter::at).max(Instant::compareTo).orElseThrow();
    String text =
        "dead letters: "
            + letters.size()
            + ", of them strays (on another partition than their key's): "
            + strays
            + ", the newest of "
            + newest;
    return Finding.warn(
        "letters",
        text,
        strays == 0
            ? "./likeness dead-letters list, then replay each with the key it should have"
            : "set the producer's partitioner (docs/records.md), then ./likeness dead-letters replay");
  }

  static List<Finding> unreadable(Health health) {
    Health log = health.components().get("log");
    return log != null && log.details().get("unreadable") instanceof List<?> sentences
        ? sentences.stream().map(LogChecks::unreadable).toList()
        : List.of();
  }

  private static Finding unreadable(Object sentence) {
    return Finding.fail("log", "" + sentence, "docs/operations.md, under 'A damaged record'");
  }
}
