package dev.likeness.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two groups that take turns, over a real broker. */
@Timeout(120)
final class HandoverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String MODEL = "m";
  private static final TopicPartition FIRST = new TopicPartition(Topics.ENROLLMENTS, 0);
  private static final TopicPartition SECOND = new TopicPartition(Topics.ENROLLMENTS, 1);

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private Admin admin;
  private Handover handover;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(DataDirectory.lock(directory), BrokerSettings.local(0));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    admin.createTopics(List.of(new NewTopic(Topics.ENROLLMENTS, 2, (short) 1))).all().get();
    handover = new Handover(admin);
  }

  @AfterEach
  void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void shouldForgetFromWhereTheEmbeddingEnded() throws Exception {
    // Given
    commit(Topics.embedGroup(MODEL), Map.of(FIRST, 7L, SECOND, 9L));

    // When
    boolean ready = handover.isReady(MODEL, Duty.FORGET);

    // Then
    assertThat(ready).isTrue();
    assertThat(committed(Topics.forgetGroup(MODEL))).isEqualTo(Map.of(FIRST, 7L, SECOND, 9L));
  }

  @Test
  void shouldNotForgetAgainWhatItHasForgotten() throws Exception {
    // Given
    commit(Topics.embedGroup(MODEL), Map.of(FIRST, 7L, SECOND, 9L));
    commit(Topics.forgetGroup(MODEL), Map.of(FIRST, 12L, SECOND, 8L));

    // When
    boolean ready = handover.isReady(MODEL, Duty.FORGET);

    // Then
    assertThat(ready).isTrue();
    assertThat(committed(Topics.forgetGroup(MODEL))).isEqualTo(Map.of(FIRST, 12L, SECOND, 9L));
  }

  @Test
  void shouldNotForgetWhileSomebodyEmbeds() throws Exception {
    // Given
    try (Consumer<byte[], byte[]> _ = member(Topics.embedGroup(MODEL))) {
      // When // Then
      assertThat(handover.isReady(MODEL, Duty.FORGET)).isFalse();
      assertThat(handover.isReady(MODEL, Duty.EMBED)).isTrue();
    }
    assertThat(handover.isReady(MODEL, Duty.FORGET)).isTrue();
  }

  @Test
  void shouldNotEmbedWhileSomebodyForgets() throws Exception {
    // Given
    commit(Topics.embedGroup(MODEL), Map.of(FIRST, 7L));
    try (Consumer<byte[], byte[]> _ = member(Topics.forgetGroup(MODEL))) {
      // When // Then
      assertThat(handover.isReady(MODEL, Duty.EMBED)).isFalse();
      assertThat(handover.isReady(MODEL, Duty.FORGET)).isTrue();
      assertThat(committed(Topics.forgetGroup(MODEL))).isEmpty();
    }
    assertThat(handover.isReady(MODEL, Duty.EMBED)).isTrue();
  }

  private void commit(String group, Map<TopicPartition, Long> offsets) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
    offsets.forEach((where, offset) -> all.put(where, new OffsetAndMetadata(offset)));
    admin.alterConsumerGroupOffsets(group, all).all().get();
  }

  private Map<TopicPartition, Long> committed(String group) throws Exception {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach((where, offset) -> offsets.put(where, offset.offset()));
    return offsets;
  }

  /** Somebody in a group, who has joined. */
  private Consumer<byte[], byte[]> member(String group) {
    KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "group.id",
                group,
                "enable.auto.commit",
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    member.subscribe(List.of(Topics.ENROLLMENTS));
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(() -> {
          member.poll(Duration.ofMillis(100));
          return !member.assignment().isEmpty();
        });
    return member;
  }
}
