package dev.likeness.search.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.faces.Box;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Point;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.index.FaceIndex;
import dev.likeness.index.IndexSettings;
import dev.likeness.index.IndexStats;
import dev.likeness.index.NearestQuery;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The index ends the same whatever happens to the process, against a real broker. */
@Execution(ExecutionMode.CONCURRENT)
final class SearchStoreIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PARTITIONS = SearchProcess.PARTITIONS;
  private static final int SUBJECTS = 60;
  private static final AtomicInteger MODELS = new AtomicInteger();

  @TempDir private static Path brokerDirectory;
  private static EmbeddedBroker broker;
  private static Admin admin;

  @TempDir private Path state;
  private final List<Map.Entry<FaceKey, Outcome>> published = new ArrayList<>();
  private final Map<FaceKey, Outcome> expected = new HashMap<>();
  private final Queue<Exception> sendFailures = new ConcurrentLinkedQueue<>();
  private final long[] sources = new long[PARTITIONS];
  private Random random;
  private String model;
  private Producer<byte[], byte[]> producer;
  private ScatterGather gatherer;
  private Shards shards;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(DataDirectory.lock(brokerDirectory), BrokerSettings.local(0));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
  }

  @AfterAll
  static void stopBroker() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println(test.getDisplayName() + " seed " + seed);
    random = new Random(seed);
    model = "m" + MODELS.incrementAndGet();
    admin
        .createTopics(
            List.of(
                new NewTopic(topic(), PARTITIONS, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact,delete", "retention.ms", "-1"))))
        .all()
        .get();
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "linger.ms",
                0,
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    producer.close();
    stopShards();
  }

  @Test
  void shouldAnswerFromAllPartitionsAsOneIndex() {
    // Given
    shards = start();

    // When
    Source last = publish(500);

    // Then
    assertThat(shards.await(last, PATIENCE)).isTrue();
    awaitSameAsPublished();
    assertThat(shards.view().missing()).isEmpty();
    assertThat(shards.lacksGallery("unheard-of", WhenMissing.PARTIAL)).isTrue();
    assertThat(shards.lacksGallery("g0", WhenMissing.PARTIAL)).isFalse();
    assertThat(shards.await(new Source(last.partition(), 1L << 40), Duration.ofMillis(50)))
        .isFalse();
  }

  @Test
  void shouldCutOffByHowManyFacesThereAreAndCountAnewAfterForgetting() {
    // Given
    shards = start();
    publish(500);
    awaitSameAsPublished();
    List<FaceKey> all = searchable("g0");
    Cutoff everybodyIfFew = faces -> faces <= all.size() / 4 ? -1 : 1;

    // When
    NearestFaces many = nearest("g0", everybodyIfFew);

    // Then
    assertThat(many.faces()).isEqualTo(all.size());
    assertThat(many.candidates()).isEmpty();
    assertThat(nearest("unheard-of", everybodyIfFew).faces()).isZero();

    // When
    for (FaceKey key : all.subList(all.size() / 5, all.size())) {
      int partition = Partitions.of(key.toBytes(), PARTITIONS);
      Outcome forgotten = new Forgotten(new Source(partition, sources[partition]++));
      send(key, forgotten);
      expected.put(key, forgotten);
    }
    awaitSameAsPublished();
    NearestFaces few = nearest("g0", everybodyIfFew);

    // Then
    assertThat(few.faces()).isEqualTo(all.size() / 5);
    assertThat(few.candidates()).hasSizeBetween(1, 5);
  }

  private List<FaceKey> searchable(String gallery) {
    return expected.entrySet().stream()
        .filter(one -> one.getValue() instanceof Embedding)
        .map(Map.Entry::getKey)
        .filter(key -> key.gallery().equals(gallery))
        .toList();
  }

  @Test
  void shouldCommitTheLastRecordsThoughNothingMoreComes() throws Exception {
    // Given
    shards = start();
    publish(400);
    await().atMost(PATIENCE).until(this::hasCommittedSomewhere);

    // When
    publish(400); // too soon after for a commit of its own

    // Then
    Map<Integer, Long> all = ends();
    await().atMost(PATIENCE).until(() -> hasCommitted(all));
    awaitSameAsPublished();
  }

  @Test
  void shouldGoOnWhereItsIndexEndsAfterAKill() throws Exception {
    // Given
    Process process = startProcess();
    publish(400);
    await()
        .atMost(PATIENCE)
        .until(() -> {
          publish(5);
          return hasCommittedSomewhere();
        });
    publish(400);

    // When
    process.destroyForcibly().waitFor();
    Map<Integer, Long> committed = committed();
    deleteBefore(committed);
    publish(100);
    shards = start();

    // Then
    assertThat(committed).isNotEmpty();
    awaitSameAsPublished();
  }

  @Test
  void shouldKnowAllThereWasFromItsFirstAnswerOn() throws Exception {
    // Given
    shards = start();
    publish(300);
    awaitSameAsPublished();
    stopShards();
    publish(5_000);
    long searchable = expected.values().stream().filter(Embedding.class::isInstance).count();

    // When
    shards = start();
    Map<String, Long> first =
        await()
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .ignoreExceptionsInstanceOf(IndexUnavailableException.class)
            .until(() -> shards.galleries(null, 10), _ -> true);

    // Then
    assertThat(first.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(searchable);
  }

  @Test
  void shouldSayHowFarItIsAndNothingOfFacesBeforeItKnowsAllThereWas() throws Exception {
    // Given
    EndOffsets outOfReach =
        () -> CompletableFuture.completedFuture(Map.of(0, 1_000L, 1, 1_000L, 2, 1_000L, 3, 1_000L));
    gatherer = SearchProcess.start(broker.bootstrap(), outOfReach, state, model);
    shards = new Shards(gatherer);

    // When
    publish(300);
    awaitAllApplied();

    // Then
    assertThat(shards.progress().values()).noneMatch(IndexQuery.Progress::current);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(shards.stats().size()).isEqualTo(PARTITIONS));
    List<ThrowableAssert.ThrowingCallable> aboutFaces =
        List.of(
            () -> shards.face(FaceKey.parse("g0/s0/f0")),
            () -> shards.facesOfSubject("g0", "s0", null, 10),
            () -> shards.subjects("g0", "", null, 10),
            () -> shards.lacksGallery("g0", WhenMissing.PARTIAL),
            () ->
                shards.nearest(
                    new NearestQuery(vector(), "g0", 5, -1, Map.of()),
                    _ -> -1,
                    WhenMissing.PARTIAL),
            () -> shards.compare(vector(), "g0", "s0", null));
    assertThat(aboutFaces)
        .allSatisfy(
            question -> assertThatThrownBy(question).isInstanceOf(IndexUnavailableException.class));
  }

  @Test
  void shouldNotTakeAGalleryForUnknownThatAPartitionMayKnowWhichIsAway() throws Exception {
    // Given
    EndOffsets twoOutOfReach =
        () -> CompletableFuture.completedFuture(Map.of(0, 1_000L, 1, 0L, 2, 1_000L, 3, 0L));
    gatherer = SearchProcess.start(broker.bootstrap(), twoOutOfReach, state, model);
    shards = new Shards(gatherer);
    publish(300);
    awaitAllApplied();

    // When
    NearestFaces nearest =
        shards.nearest(
            new NearestQuery(vector(), "unheard-of", 5, -1, Map.of()),
            _ -> -1,
            WhenMissing.PARTIAL);
    boolean lacks = shards.lacksGallery("unheard-of", WhenMissing.PARTIAL);

    // Then
    assertThat(nearest.view().missing()).containsExactly(0, 2);
    assertThat(nearest.candidates()).isEmpty();
    assertThat(lacks).isFalse();
  }

  @Test
  void shouldAnswerThoughNothingIsLeftOfWhatATopicHeld() throws Exception {
    // Given
    publish(300);
    deleteBefore(ends());
    expected.clear();

    // When
    shards = start();

    // Then
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IndexUnavailableException.class)
        .untilAsserted(() -> {
          assertThat(shards.galleries(null, 10)).isEmpty();
          assertThat(shards.progress().values())
              .hasSize(PARTITIONS)
              .allMatch(IndexQuery.Progress::current);
        });

    // When
    publish(300);

    // Then
    awaitSameAsPublished();
  }

  @Test
  void shouldCommitWhenItStopsInOrder() throws Exception {
    // Given
    shards = start();
    publish(300);
    awaitSameAsPublished();

    // When
    stopShards();
    Map<Integer, Long> ends = new HashMap<>(ends());
    ends.values().removeIf(end -> end == 0);

    // Then
    assertThat(committed()).isEqualTo(ends);
  }

  @Test
  void shouldBeTheSameAfterItsDirectoryIsWiped() throws Exception {
    // Given
    shards = start();
    publish(300);
    awaitSameAsPublished();
    stopShards();

    // When
    try (Stream<Path> files = Files.walk(state)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
    publish(50);
    shards = start();

    // Then
    awaitSameAsPublished();
  }

  @Test
  void shouldMakeADamagedIndexAnew() throws Exception {
    // Given
    shards = start();
    publish(300);
    awaitSameAsPublished();
    stopShards();

    // When
    int damaged = 0;
    for (int partition = 0; partition < PARTITIONS; partition += 2) {
      try (DirectoryStream<Path> commits =
          Files.newDirectoryStream(directory(partition), "segments_*")) {
        for (Path commit : commits) {
          Files.write(commit, new byte[] {1, 2, 3});
          damaged++;
        }
      }
    }
    shards = start();

    // Then
    assertThat(damaged).isEqualTo(2);
    awaitSameAsPublished();
  }

  @Test
  void shouldBeTheSameWhateverIsReplayedAndPassOverWhatItCannotRead() throws Exception {
    // Given
    shards = start();
    publish(300);
    awaitSameAsPublished();

    // When
    for (int replay = 0; replay < 3; replay++) {
      for (Map.Entry<FaceKey, Outcome> outcome :
          List.copyOf(published.subList(random.nextInt(published.size()), published.size()))) {
        send(outcome.getKey(), outcome.getValue());
      }
      send(new ProducerRecord<>(topic(), FaceKey.parse("a/b/c").toBytes(), new byte[] {1}));
      send(new ProducerRecord<>(topic(), new byte[] {(byte) 0xFF}, new byte[] {1}));
    }

    // Then
    awaitSameAsPublished();
    assertThat(passedOver()).isEqualTo(6);

    // When
    stopShards();
    try (Stream<Path> files = Files.walk(state)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
    shards = start();

    // Then
    awaitSameAsPublished();
    assertThat(passedOver()).isEqualTo(6);

    // When
    stopShards();
    shards = start();

    // Then
    awaitSameAsPublished();
    assertThat(passedOver()).isEqualTo(6);
  }

  private Shards start() {
    gatherer = SearchProcess.start(broker.bootstrap(), admin, state, model);
    return new Shards(gatherer);
  }

  private Process startProcess() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "-Xmx256m"));
    command.addAll(List.of(SearchProcess.class.getName(), broker.bootstrap(), state.toString()));
    command.add(model);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void stopShards() {
    if (shards != null) {
      assertThat(gatherer.streams().close(PATIENCE)).isTrue();
      shards = null;
    }
  }

  private String topic() {
    return Topics.embeddings(model);
  }

  /** Publishes outcomes in the order of their sources, and gives the last one's source. */
  private Source publish(int count) {
    Source source = new Source(0, 0);
    for (int i = 0; i < count; i++) {
      FaceKey key =
          new FaceKey("g" + random.nextInt(2), "s" + random.nextInt(SUBJECTS), "f" + i % 3);
      int partition = Partitions.of(key.toBytes(), PARTITIONS);
      source = new Source(partition, sources[partition]++);
      Outcome outcome =
          switch (random.nextInt(10)) {
            case 0 -> new Forgotten(source);
            case 1 -> new Rejection(Reason.NO_FACE, "none", source);
            default -> embedding(source);
          };
      send(key, outcome);
      published.add(Map.entry(key, outcome));
      expected.put(key, outcome);
    }
    producer.flush();
    return source;
  }

  private void send(FaceKey key, Outcome outcome) {
    ProducerRecord<byte[], byte[]> empty = new ProducerRecord<>(topic(), key.toBytes(), null);
    byte[] value = new OutcomeSerde().serializer().serialize(topic(), empty.headers(), outcome);
    send(
        new ProducerRecord<>(
            topic(), outcome.source().partition(), key.toBytes(), value, empty.headers()));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var _ =
        producer.send(
            record,
            (_, failure) -> {
              if (failure != null) {
                sendFailures.add(failure);
              }
            });
  }

  private Embedding embedding(Source source) {
    Point point = new Point(1, 1);
    return new Embedding(
        model,
        vector(),
        new Box(0, 0, 10, 10),
        new Landmarks(point, point, point, point, point),
        1,
        new Quality(10, 1, 1, 0, 0, 0),
        "ab".repeat(32),
        source,
        Instant.EPOCH,
        Metadata.NONE);
  }

  private Vector vector() {
    float[] components = new float[SearchProcess.DIMENSION];
    for (int i = 0; i < components.length; i++) {
      components[i] = (float) random.nextGaussian();
    }
    return Vector.normalized(components);
  }

  private void awaitSameAsPublished() {
    producer.flush();
    assertThat(sendFailures).isEmpty();
    awaitAllApplied();
    for (Map.Entry<FaceKey, Outcome> one : expected.entrySet()) {
      assertThat(shards.faceWithVector(one.getKey()))
          .isEqualTo(Optional.of(one.getValue()).filter(o -> !(o instanceof Forgotten)));
    }
    long searchable = expected.values().stream().filter(Embedding.class::isInstance).count();
    assertThat(shards.stats().values().stream().mapToInt(IndexStats::faces).sum())
        .isEqualTo((int) searchable);
    Map<String, Long> galleries = shards.galleries(null, 10);
    assertThat(galleries.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(searchable);
    assertNearestAsByComparingAll();
  }

  /**
   * Waits until the index has applied what was published and no partition is on its way from one
   * thread to the other: at the start the first thread has all of them for a while, and one that
   * moves cannot be asked.
   */
  private void awaitAllApplied() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> {
          assertThat(gatherer.streams().metadataForLocalThreads())
              .hasSize(SearchProcess.THREADS)
              .allSatisfy(thread -> {
                assertThat(thread.threadState()).isEqualTo("RUNNING");
                assertThat(thread.activeTasks()).hasSize(PARTITIONS / SearchProcess.THREADS);
              });
          assertThat(next()).isEqualTo(ends());
        });
  }

  private void assertNearestAsByComparingAll() {
    for (int i = 0; i < 10; i++) {
      Vector probe = vector();
      List<Candidate> found = nearest(new NearestQuery(probe, "g0", 5, -1, Map.of()));
      Map<String, Float> best = new HashMap<>();
      expected.forEach((key, outcome) -> {
        if (key.gallery().equals("g0") && outcome instanceof Embedding embedding) {
          best.merge(key.subject(), probe.cosine(embedding.vector()), Math::max);
        }
      });
      List<Float> wanted =
          best.values().stream().sorted(Comparator.reverseOrder()).limit(5).toList();
      assertThat(found).hasSameSizeAs(wanted);
      for (int rank = 0; rank < wanted.size(); rank++) {
        assertThat(found.get(rank).similarity()).isCloseTo(wanted.get(rank), within(1e-5f));
      }
    }
  }

  private List<Candidate> nearest(NearestQuery query) {
    return nearest(query, _ -> query.minSimilarity()).candidates();
  }

  private NearestFaces nearest(String gallery, Cutoff cutoff) {
    return nearest(new NearestQuery(vector(), gallery, 5, -1, Map.of()), cutoff);
  }

  /** The answer of all partitions: a partition may be between two threads for a moment. */
  private NearestFaces nearest(NearestQuery query, Cutoff cutoff) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> shards.nearest(query, cutoff, WhenMissing.PARTIAL),
            found -> found.view().missing().isEmpty());
  }

  private Map<Integer, Long> next() {
    Map<Integer, Long> next = new HashMap<>();
    shards.progress().forEach((partition, progress) -> next.put(partition, progress.next()));
    return next;
  }

  private long passedOver() {
    return shards.progress().values().stream().mapToLong(IndexQuery.Progress::passedOver).sum();
  }

  private Map<Integer, Long> ends() throws Exception {
    return EndOffsets.of(admin, topic(), PARTITIONS).now();
  }

  /** By partition, the offset after the last one that is part of a commit. */
  private Map<Integer, Long> committed() {
    Map<Integer, Long> committed = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      if (Files.exists(directory(partition))) {
        try (FaceIndex index =
            FaceIndex.open(
                directory(partition), IndexSettings.of(model, SearchProcess.DIMENSION))) {
          String offset = index.committed().get("offset." + new TopicPartition(topic(), partition));
          if (offset != null) {
            committed.put(partition, Long.parseLong(offset) + 1);
          }
        }
      }
    }
    return committed;
  }

  private boolean hasCommittedSomewhere() throws IOException {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      if (lastCommit(partition).contains("offset.")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a commit says, in Lucene's writing of texts, that so many records are part of it. */
  private boolean hasCommitted(Map<Integer, Long> records) throws IOException {
    for (Map.Entry<Integer, Long> wanted : records.entrySet()) {
      String next = wanted.getValue().toString();
      if (!lastCommit(wanted.getKey()).contains("next" + (char) next.length() + next)) {
        return false;
      }
    }
    return true;
  }

  /** What stands on the disk, however open the index is; empty if nothing was committed. */
  private String lastCommit(int partition) throws IOException {
    StringBuilder all = new StringBuilder();
    if (Files.exists(directory(partition))) {
      try (DirectoryStream<Path> commits =
          Files.newDirectoryStream(directory(partition), "segments_*")) {
        for (Path commit : commits) {
          all.append(Files.readString(commit, StandardCharsets.ISO_8859_1));
        }
      } catch (NoSuchFileException e) {
        // replaced by the next commit meanwhile
      }
    }
    return all.toString();
  }

  /** What comes before a commit is taken away, so that only its index can still know of it. */
  private void deleteBefore(Map<Integer, Long> offsets) throws Exception {
    Map<TopicPartition, RecordsToDelete> deletions = new HashMap<>();
    offsets.forEach((partition, offset) ->
        deletions.put(
            new TopicPartition(topic(), partition), RecordsToDelete.beforeOffset(offset)));
    admin.deleteRecords(deletions).all().get();
  }

  private Path directory(int partition) {
    return state.resolve("search-" + model).resolve("0_" + partition).resolve("index");
  }
}
