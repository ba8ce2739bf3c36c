package dev.likeness.search.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.index.IndexSettings;
import dev.likeness.index.NearestQuery;
import dev.likeness.index.StoredFace;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearchTopologyTest {
  private static final IndexSettings SETTINGS = IndexSettings.of("m", 2);
  private static final TopicPartition EMBEDDINGS = new TopicPartition(Topics.embeddings("m"), 0);
  private static final FaceKey ADA = FaceKey.parse("default/ada/1");
  private static final FaceKey GRACE = FaceKey.parse("default/grace/1");

  @TempDir private Path directory;
  private Duration commitEvery = Duration.ZERO;
  private CompletableFuture<Map<Integer, Long>> ends =
      CompletableFuture.completedFuture(Map.of(0, 0L));
  private final ReadPositions positions = new ReadPositions();
  private final LeaderEpochs epochs = new LeaderEpochs();
  private TopologyTestDriver driver;

  @BeforeEach
  void start() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    driver =
        new TopologyTestDriver(
            SearchTopology.build(
                SETTINGS,
                () -> ends,
                positions,
                epochs,
                SearchProcess.UNCUT,
                new UpdateNotifier(),
                commitEvery),
            config);
  }

  private void restart(Duration commitEvery) {
    stop();
    this.commitEvery = commitEvery;
    start();
  }

  private void restart(CompletableFuture<Map<Integer, Long>> ends) {
    stop();
    this.ends = ends;
    start();
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldFindWhatWasPublished() {
    // When
    outcomes().pipeInput(ADA.toBytes(), embedding(1, 0, 7));
    outcomes().pipeInput(GRACE.toBytes(), embedding(0, 1, 8));

    // Then
    assertThat(nearest(Vector.normalized(1, 0.1f)))
        .extracting(Candidate::key)
        .containsExactly(ADA, GRACE);
    assertThat(ask(new IndexQuery.AskProgress())).isEqualTo(new IndexQuery.Progress(2, 8, 0, true));
    assertThat(driver.producedTopicNames()).isEmpty();
  }

  @Test
  void shouldNotBringBackAForgottenFaceWhenAnOldEnrollmentIsReplayed() {
    // Given
    outcomes().pipeInput(ADA.toBytes(), embedding(1, 0, 7));
    outcomes().pipeInput(ADA.toBytes(), new Forgotten(new Source(0, 9)));

    // When
    outcomes().pipeInput(ADA.toBytes(), embedding(1, 0, 7));

    // Then
    assertThat(nearest(Vector.of(1, 0))).isEmpty();
    assertThat(ask(new IndexQuery.FaceByKey(ADA, false)).map(IndexedOutcome::outcome))
        .contains(new Forgotten(new Source(0, 9)));
  }

  @Test
  void shouldAnswerAFaceWithItsVectorOnlyToWhoAsksForThat() {
    // Given
    outcomes().pipeInput(ADA.toBytes(), embedding(1, 0, 7));

    // When
    StoredFace with = ask(new IndexQuery.FaceByKey(ADA, false)).orElseThrow();
    StoredFace without = ask(new IndexQuery.FaceByKey(ADA, true)).orElseThrow();

    // Then
    Embedding stored = (Embedding) embedding(1, 0, 7);
    assertThat(IndexedOutcome.outcome(with)).isEqualTo(stored);
    assertThat(without.vector()).isNull();
    assertThat(without.payload()).isEqualTo(with.payload());
    assertThat(IndexedOutcome.outcome(without))
        .isInstanceOfSatisfying(
            Embedding.class,
            shown -> {
              assertThat(shown.box()).isEqualTo(stored.box());
              assertThatThrownBy(() -> shown.vector().cosine(Vector.of(1, 0)))
                  .isInstanceOf(IllegalArgumentException.class);
            });
  }

  @Test
  void shouldPassOverWhatDoesNotFollowTheContractAndGoOn() {
    // Given
    TestInputTopic<byte[], byte[]> raw =
        driver.createInputTopic(
            EMBEDDINGS.topic(), new ByteArraySerializer(), new ByteArraySerializer());

    // When
    raw.pipeInput(ADA.toBytes(), new byte[] {1, 2, 3});
    raw.pipeInput(new byte[] {(byte) 0xFF}, new byte[] {1});
    raw.pipeInput(ADA.toBytes(), (byte[]) null);
    outcomes()
        .pipeInput(GRACE.toBytes(), embedding("m", Vector.normalized(1, 1, 1), new Source(0, 3)));
    outcomes().pipeInput(ADA.toBytes(), embedding(1, 0, 4));

    // Then
    assertThat(nearest(Vector.of(1, 0))).extracting(Candidate::key).containsExactly(ADA);
    assertThat(ask(new IndexQuery.AskProgress())).isEqualTo(new IndexQuery.Progress(5, 4, 4, true));
  }

  @Test
  void shouldNotDieOfARecordWithoutKeyNorOfAVectorOfAnotherModel() {
    // When
    store().apply(0, null, new RecordHeaders(), new byte[] {1});
    outcomes().pipeInput(GRACE.toBytes(), embedding("other", Vector.of(0, 1), new Source(0, 2)));
    outcomes().pipeInput(ADA.toBytes(), embedding(1, 0, 3));

    // Then
    assertThat(ask(new IndexQuery.AskProgress()).passedOver()).isEqualTo(2);
    assertThat(nearest(Vector.of(1, 0))).extracting(Candidate::key).containsExactly(ADA);
  }

  @Test
  void shouldNotAnswerBeforeThePositionAskedFor() {
    // Given
    PositionBound second = PositionBound.at(position(1));
    IndexQuery<Optional<StoredFace>> query = new IndexQuery.FaceByKey(GRACE, false);
    outcomes().pipeInput(ADA.toBytes(), embedding(1, 0, 7));

    // When
    QueryResult<PartitionAnswer<Optional<StoredFace>>> before =
        store().query(query, second, new QueryConfig(false));
    outcomes().pipeInput(GRACE.toBytes(), embedding(0, 1, 8));
    QueryResult<PartitionAnswer<Optional<StoredFace>>> after =
        store().query(query, second, new QueryConfig(false));

    // Then
    assertThat(before.isFailure()).isTrue();
    assertThat(before.getFailureReason()).isEqualTo(FailureReason.NOT_UP_TO_BOUND);
    assertThat(after.getResult().answer()).isPresent();
    assertThat(after.getResult().position()).isEqualTo(8);
    assertThat(after.getPosition()).isEqualTo(position(1));
  }

  @Test
  void shouldNotAnswerAboutFacesBeforeItHasReadWhatThereWasWhenItTookOver() {
    // Given
    CompletableFuture<Map<Integer, Long>> told = new CompletableFuture<>();
    restart(told);
    outcomes().pipeInput(ADA.toBytes(), embedding(1, 0, 7));
    assertThat(refusal(new IndexQuery.FaceByKey(ADA, false)))
        .isEqualTo(FailureReason.NOT_UP_TO_BOUND);

    // When
    told.complete(Map.of(0, 2L));

    // Then
    assertThat(refusal(new IndexQuery.FaceByKey(ADA, false)))
        .isEqualTo(FailureReason.NOT_UP_TO_BOUND);
    assertThat(ask(new IndexQuery.AskProgress()))
        .isEqualTo(new IndexQuery.Progress(1, 7, 0, false));
    assertThat(ask(new IndexQuery.AskStats()).faces()).isEqualTo(1);

    // When
    outcomes().pipeInput(GRACE.toBytes(), embedding(0, 1, 8));

    // Then
    assertThat(ask(new IndexQuery.FaceByKey(ADA, false))).isPresent();
    assertThat(ask(new IndexQuery.AskProgress()).current()).isTrue();
  }

  @Test
  void shouldAskAgainHowMuchThereIsToReadIfTheBrokerDoesNotSay() {
    // Given
    restart(CompletableFuture.failedFuture(new TimeoutException("no answer")));
    outcomes().pipeInput(ADA.toBytes(), embedding(1, 0, 7));
    assertThat(refusal(new IndexQuery.FaceByKey(ADA, false)))
        .isEqualTo(FailureReason.NOT_UP_TO_BOUND);

    // When
    ends = CompletableFuture.completedFuture(Map.of(0, 1L));
    driver.advanceWallClockTime(Duration.ofSeconds(5));

    // Then
    assertThat(ask(new IndexQuery.FaceByKey(ADA, false))).isPresent();
  }

  @Test
  void shouldSayThatItIsNotThereUnlessOpen() {
    // Given
    FaceStore store =
        new FaceStore(
            "closed",
            EMBEDDINGS.topic(),
            SETTINGS,
            () -> ends,
            positions,
            epochs,
            SearchProcess.UNCUT,
            new UpdateNotifier(),
            Duration.ZERO,
            new Semaphore(1));

    // When
    QueryResult<PartitionAnswer<Optional<StoredFace>>> result =
        store.query(
            new IndexQuery.FaceByKey(ADA, false),
            PositionBound.unbounded(),
            new QueryConfig(false));

    // Then
    assertThat(result.getFailureReason()).isEqualTo(FailureReason.NOT_PRESENT);
    assertThat(store.isOpen()).isFalse();
  }

  private static Position position(long offset) {
    return Position.emptyPosition()
        .withComponent(EMBEDDINGS.topic(), EMBEDDINGS.partition(), offset);
  }

  @Test
  void shouldCommitTheOffsetTogetherWithTheDocuments() {
    // Given
    outcomes().pipeInput(ADA.toBytes(), embedding(1, 0, 7));

    // When
    store().commit(Map.of(EMBEDDINGS, 1L));

    // Then
    assertThat(store().committedOffset(EMBEDDINGS)).isEqualTo(1L);
    assertThat(store().committedOffset(new TopicPartition("other", 0))).isNull();
    assertThat(store().getPosition().getPartitionPositions(EMBEDDINGS.topic()))
        .containsEntry(0, 0L);
  }

  /** Streams has a new task commit before it runs, and a commit waits for the disk. */
  @Test
  void shouldNotCommitBeforeItsTime() throws IOException {
    // Given
    assertThat(commits()).isNotEmpty();

    // When
    restart(Duration.ofHours(1));
    outcomes().pipeInput(ADA.toBytes(), embedding(1, 0, 7));
    store().commit(Map.of(EMBEDDINGS, 1L));

    // Then
    assertThat(nearest(Vector.of(1, 0))).extracting(Candidate::key).containsExactly(ADA);
    assertThat(commits()).isEmpty();
  }

  /** Lucene's commits on the disk. */
  private List<Path> commits() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith("segments_")).toList();
    }
  }

  @Test
  void shouldRefuseQueriesOfOtherKinds() {
    // When
    QueryResult<Object> result =
        store().query(KeyQuery.withKey("x"), PositionBound.unbounded(), new QueryConfig(false));

    // Then
    assertThat(result.isFailure()).isTrue();
  }

  private List<Candidate> nearest(Vector probe) {
    return ask(new IndexQuery.Nearest(new NearestQuery(probe, "default", 10, -1, Map.of())))
        .candidates();
  }

  private <R> R ask(IndexQuery<R> query) {
    return query(query).getResult().answer();
  }

  private FailureReason refusal(IndexQuery<?> query) {
    return query(query).getFailureReason();
  }

  private <R> QueryResult<PartitionAnswer<R>> query(IndexQuery<R> query) {
    return store().query(query, PositionBound.unbounded(), new QueryConfig(false));
  }

  private FaceStore store() {
    return (FaceStore) driver.getStateStore(SearchTopology.INDEX);
  }

  private TestInputTopic<byte[], Outcome> outcomes() {
    return driver.createInputTopic(
        EMBEDDINGS.topic(), new ByteArraySerializer(), new OutcomeSerde().serializer());
  }

  private static Outcome embedding(float x, float y, long offset) {
    return embedding("m", Vector.of(x, y), new Source(0, offset));
  }

  private static Outcome embedding(String model, Vector vector, Source source) {
    Point point = new Point(1, 1);
    return new Embedding(
        model,
        vector,
        new Box(0, 0, 10, 10),
        new Landmarks(point, point, point, point, point),
        1,
        new Quality(10, 1, 1, 0, 0, 0),
        "ab".repeat(32),
        source,
        Instant.EPOCH,
        Metadata.NONE);
  }
}
