package dev.likeness.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.likeness.topics.AccessKey;
import dev.likeness.topics.AccessState;
import dev.likeness.topics.Scope;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessTest {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final TopicPartition PLACE = new TopicPartition(Topics.ACCESS, 0);

  @TempDir private Path directory;
  private final MockConsumer<byte[], byte[]> topic = new MockConsumer<>("earliest");
  private final MockProducer<byte[], byte[]> written =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  private Access access(@Nullable Path initialKey) {
    return new Access(topic, () -> written, copy(), initialKey, KafkaUsers.NONE);
  }

  private KeysFile copy() {
    return new KeysFile(directory.resolve("access").resolve("keys"));
  }

  private static AccessKey key(String name) {
    return AccessKey.make(name, Set.of(Scope.READ), Set.of(), Instant.now(), null, null, null)
        .key();
  }

  private static AccessState of(AccessKey... keys) {
    AccessState state = AccessState.NOTHING;
    for (AccessKey key : keys) {
      ProducerRecord<byte[], byte[]> record = AccessState.create(key);
      state = state.after(record.key(), record.value());
    }
    return state;
  }

  /**
   * The topic holds these; each comes by a poll of its own, before which {@code between} is done.
   */
  @SafeVarargs
  private void holds(Runnable between, ProducerRecord<byte[], byte[]>... records) {
    topic.updateBeginningOffsets(Map.of(PLACE, 0L));
    topic.updateEndOffsets(Map.of(PLACE, (long) records.length));
    List<ProducerRecord<byte[], byte[]>> all = Arrays.asList(records);
    for (int i = 0; i < records.length; i++) {
      ConsumerRecord<byte[], byte[]> record =
          new ConsumerRecord<>(Topics.ACCESS, 0, i, all.get(i).key(), all.get(i).value());
      topic.schedulePollTask(() -> {
        between.run();
        topic.addRecord(record);
      });
    }
  }

  @Test
  void shouldHoldToTheCopyUntilTheWholeTopicWasRead() {
    // Given a topic that makes a key and revokes it, and cannot be read at first
    AccessKey known = key("known");
    AccessKey revoked = key("revoked");
    copy().write(of(known));
    Access access = access(null);
    List<String> meanwhile = new CopyOnWriteArrayList<>();
    holds(
        () -> meanwhile.add(String.valueOf(access.state())),
        AccessState.create(revoked),
        AccessState.revoke(revoked.id()));
    topic.setOffsetsException(new TimeoutException("the broker is away"));

    // When
    access.start();
    await().atMost(BOUND).until(() -> of().equals(access.state()));
    access.stop();

    // Then
    assertThat(meanwhile).hasSize(2).containsOnly(of(known).toString());
    assertThat(copy().read()).isEqualTo(of());
  }

  @Test
  void shouldNotStartWhereNeitherTheTopicNorACopyCanBeRead() {
    // Given
    holds(() -> {});
    topic.setOffsetsException(new TimeoutException("the broker is away"));

    // When, Then
    assertThatThrownBy(access(null)::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Topics.ACCESS);
  }

  @Test
  void shouldMakeAUserOfTheFirstKey() throws IOException {
    // Given
    holds(() -> {});
    String token = "lk_0123456789abcdef_" + "A".repeat(43);
    Path file = Files.writeString(directory.resolve("first"), token + "\n");
    List<String> users = new ArrayList<>();
    KafkaUsers broker =
        new KafkaUsers() {
          @Override
          public void add(AccessKey.Made made) {
            users.add(made.key().id() + " may produce: " + made.key().mayProduce());
            assertThat(written.history()).as("a key that is known is a user").isEmpty();
          }

          @Override
          public void remove(String id) {}

          @Override
          public void keep(AccessState keys) {}
        };
    Access access = new Access(topic, () -> written, copy(), file, broker);

    // When
    access.start();
    access.stop();

    // Then
    assertThat(users).containsExactly("0123456789abcdef may produce: true");
    assertThat(written.history()).hasSize(1);
  }

  @Test
  void shouldRefuseAFileThatHoldsNoKey() throws IOException {
    // Given
    holds(() -> {});
    Path file = Files.writeString(directory.resolve("first"), "lk_0123456789abcdef_tooshort\n");

    // When, Then
    assertThatThrownBy(access(file)::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("likeness.access.initial-key-file is " + file)
        .hasMessageContaining("docs/security.md")
        .hasMessageNotContaining("tooshort");
    assertThat(written.history()).isEmpty();
  }

  @Test
  void shouldSayThatTheFileCannotBeRead() {
    // Given
    holds(() -> {});
    Path file = directory.resolve("absent");

    // When, Then
    assertThatThrownBy(access(file)::start)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("likeness.access.initial-key-file is " + file)
        .hasMessageContaining("cannot be read");
  }
}
