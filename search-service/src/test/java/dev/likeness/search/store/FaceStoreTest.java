package dev.likeness.search.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Source;
import dev.likeness.index.IndexSettings;
import dev.likeness.index.IndexStats;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaceStoreTest {
  private static final TopicPartition EMBEDDINGS = new TopicPartition(Topics.embeddings("m"), 0);

  @TempDir private Path directory;
  private final Semaphore turn = new Semaphore(1);
  private final FaceStore store =
      new FaceStore(
          "index",
          EMBEDDINGS.topic(),
          IndexSettings.of("m", 2),
          () -> CompletableFuture.completedFuture(Map.of(0, 0L)),
          new ReadPositions(),
          new LeaderEpochs(),
          SearchProcess.UNCUT,
          new UpdateNotifier(),
          Duration.ZERO,
          turn);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void shouldNotClaimWhatAFailedCommitHasLost() throws IOException {
    // Given
    store.init(context(), store);
    apply(0);
    Utils.delete(directory.toFile());
    assertThatThrownBy(() -> store.commit(Map.of(EMBEDDINGS, 1L)))
        .isInstanceOf(UncheckedIOException.class);
    store.close();

    // When
    store.init(context(), store);
    store.tend();

    // Then
    assertThat(store.committedOffset(EMBEDDINGS)).isNull();

    // When
    apply(0);
    store.commit(Map.of(EMBEDDINGS, 1L));

    // Then
    assertThat(store.committedOffset(EMBEDDINGS)).isEqualTo(1);
  }

  @Test
  void shouldMergeTheIndexWheneverNothingComesAnymore() {
    // Given
    store.init(context(), store);
    segments(0, 3);

    // When
    store.tend();
    assertThat(segments()).isEqualTo(3);
    tendUntilMerged();

    // Then
    segments(3, 2);
    assertThat(segments()).isEqualTo(3);
    tendUntilMerged();
  }

  @Test
  void shouldMergeOneIndexAtATime() throws InterruptedException {
    // Given
    store.init(context(), store);
    segments(0, 3);
    turn.acquire();

    // When
    for (int i = 0; i < 5; i++) {
      store.tend();
    }

    // Then
    assertThat(segments()).isEqualTo(3);

    // When
    turn.release();
    tendUntilMerged();

    // Then
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> {
          store.tend();
          assertThat(turn.availablePermits()).isEqualTo(1);
        });
  }

  @Test
  void shouldLetOthersHaveTheirTurnOnceItIsClosed() {
    // Given
    store.init(context(), store);
    segments(0, 3);
    store.tend();
    store.tend();
    assertThat(turn.availablePermits()).isZero();

    // When
    store.close();

    // Then
    assertThat(turn.availablePermits()).isEqualTo(1);
  }

  /** So many records from an offset on, each in a segment of its own. */
  private void segments(int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      apply(i);
      store.commit(Map.of(EMBEDDINGS, i + 1L));
      store.tend();
    }
  }

  private void tendUntilMerged() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> {
          store.tend();
          return segments() == 1;
        });
  }

  private int segments() {
    QueryResult<PartitionAnswer<IndexStats>> stats =
        store.query(new IndexQuery.AskStats(), PositionBound.unbounded(), new QueryConfig(false));
    return stats.getResult().answer().segments();
  }

  private void apply(long offset) {
    RecordHeaders headers = new RecordHeaders();
    byte[] value =
        new OutcomeSerde()
            .serializer()
            .serialize(EMBEDDINGS.topic(), headers, new Forgotten(new Source(0, offset)));
    store.apply(offset, FaceKey.parse("default/ada/" + offset).toBytes(), headers, value);
  }

  private StateStoreContext context() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    return new MockProcessorContext<>(config, new TaskId(0, 0), directory.toFile())
        .getStateStoreContext();
  }
}
