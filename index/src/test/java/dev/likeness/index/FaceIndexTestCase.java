package dev.likeness.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every index must do, whatever its dimension and however it searches. */
abstract class FaceIndexTestCase {
  private static final FaceKey ADA = FaceKey.parse("default/ada/1");

  @TempDir private Path directory;
  private Random random;
  private FaceIndex index;

  abstract IndexSettings settings();

  /** The lowest share of the exact nearest faces that a search must find. */
  abstract double recall();

  @BeforeEach
  void open() {
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println(getClass().getSimpleName() + " seed " + seed);
    random = new Random(seed);
    index = FaceIndex.open(directory, settings());
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void shouldReadBackEveryKindOfEntry() {
    // Given
    FaceEntry embedding = Faces.embedding(vector(), 1, Faces.team("red"));
    FaceEntry rejection = Faces.rejection(2);
    FaceEntry forgotten = Faces.forgotten(3);

    // When
    assertThat(index.apply(ADA, embedding)).isTrue();
    assertThat(index.apply(FaceKey.parse("default/bob/1"), rejection)).isTrue();
    assertThat(index.apply(FaceKey.parse("default/cy/1"), forgotten)).isTrue();

    // Then
    assertThat(index.get(ADA)).contains(Faces.stored(embedding));
    assertThat(index.get(FaceKey.parse("default/bob/1"))).contains(Faces.stored(rejection));
    assertThat(index.get(FaceKey.parse("default/cy/1"))).contains(Faces.stored(forgotten));
    assertThat(index.get(FaceKey.parse("default/dee/1"))).isEmpty();
    IndexStats stats = index.stats();
    assertThat(stats.faces()).isEqualTo(1);
    assertThat(stats.rejections()).isEqualTo(1);
    assertThat(stats.forgotten()).isEqualTo(1);
  }

  @Test
  void shouldSearchMergedSegmentsThoughNothingIsWrittenAnymore() throws IOException {
    for (int i = 0; i < 12; i++) {
      // Given
      index.apply(FaceKey.parse("default/ada/" + i), Faces.embedding(vector(), i));
      index.stats(); // makes it a segment, and merges begin where they are due

      // When
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(index.stats().merges()).isEqualTo(0));

      // Then
      index.commit(Map.of());
      assertThat(index.hasUncommittedMerges()).isFalse();
      try (FSDirectory files = FSDirectory.open(directory);
          DirectoryReader committed = DirectoryReader.open(files)) {
        assertThat(index.stats().segments()).isEqualTo(committed.leaves().size());
      }
    }
  }

  @Test
  void shouldMergeIntoOneSegmentWhatIsLeft() {
    // Given
    Map<FaceKey, Vector> all = new HashMap<>();
    segment(all, 30);
    segment(all, 20);
    assertThat(index.stats().segments()).isEqualTo(2);

    // When
    await().atMost(Duration.ofMinutes(1)).until(index::tidy);

    // Then
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(index.stats().segments()).isEqualTo(1));
    assertThat(index.stats().faces()).isEqualTo(50);
    all.forEach((key, vector) ->
        assertThat(index.nearest(query(vector, "g", 1))).extracting(Candidate::key).contains(key));
  }

  @Test
  void shouldNotCopyManyFacesForAFew() {
    // Given
    Map<FaceKey, Vector> all = new HashMap<>();
    segment(all, 50);
    segment(all, 5);

    // When
    await().atMost(Duration.ofMinutes(1)).until(index::tidy);
    index.settle();

    // Then
    assertThat(index.stats().segments()).isEqualTo(2);
  }

  /** Of so many faces, strangers to each other. */
  private void segment(Map<FaceKey, Vector> all, int faces) {
    for (int i = 0; i < faces; i++) {
      FaceKey key = new FaceKey("g", "s" + all.size(), "f");
      all.put(key, vector());
      index.apply(key, Faces.embedding(all.get(key), all.size()));
    }
    index.stats();
  }

  @Test
  void shouldFindTheNearestAsAnExhaustiveComparisonDoes() {
    // Given
    Map<FaceKey, Vector> all = new HashMap<>();
    for (int subject = 0; subject < 500; subject++) {
      Vector centre = vector();
      for (int face = 0; face < 3; face++) {
        FaceKey key = new FaceKey("g", "s" + subject, "f" + face);
        all.put(key, Faces.near(random, centre));
        index.apply(key, Faces.embedding(all.get(key), all.size()));
      }
    }
    int found = 0;
    int wanted = 0;

    // When
    for (int i = 0; i < 50; i++) {
      Vector probe = Faces.near(random, all.get(new FaceKey("g", "s" + i, "f0")));
      List<Candidate> candidates = index.nearest(query(probe, "g", 10));
      List<FaceKey> exact = exact(all, probe, 10);
      wanted += exact.size();
      found += (int) candidates.stream().filter(c -> exact.contains(c.key())).count();

      // Then
      assertThat(candidates).isSortedAccordingTo(Candidate.NEAREST_FIRST);
      for (Candidate candidate : candidates) {
        assertThat(candidate.similarity())
            .isCloseTo(probe.cosine(all.get(candidate.key())), within(1e-5f));
      }
    }
    assertThat((double) found / wanted).isGreaterThanOrEqualTo(recall());
  }

  @Test
  void shouldFindOtherSubjectsBehindOneWithHundredsOfFaces() {
    // Given
    Vector crowd = vector();
    for (int i = 0; i < 400; i++) {
      index.apply(
          new FaceKey("g", "crowd", "f" + i), Faces.embedding(Faces.near(random, crowd), i));
    }
    for (int i = 0; i < 5; i++) {
      index.apply(new FaceKey("g", "other-" + i, "1"), Faces.embedding(vector(), 1_000 + i));
    }

    // When
    List<Candidate> candidates = index.nearest(query(crowd, "g", 6));

    // Then
    assertThat(candidates).hasSize(6);
    assertThat(candidates.getFirst().key().subject()).isEqualTo("crowd");
    assertThat(candidates).extracting(c -> c.key().subject()).doesNotHaveDuplicates();
  }

  @Test
  void shouldKeepToGalleryThresholdAndAttributes() {
    // Given
    Vector here = vector();
    index.apply(FaceKey.parse("red/ada/1"), Faces.embedding(here, 1, Faces.team("a")));
    index.apply(FaceKey.parse("red/bob/1"), Faces.embedding(here, 2, Faces.team("b")));
    index.apply(FaceKey.parse("blue/cy/1"), Faces.embedding(here, 3, Faces.team("a")));
    index.apply(FaceKey.parse("red/dee/1"), Faces.embedding(opposite(here), 4, Faces.team("a")));

    // When
    List<Candidate> near = index.nearest(new NearestQuery(here, "red", 10, 0.5f, Map.of()));
    List<Candidate> team =
        index.nearest(new NearestQuery(here, "red", 10, 0.5f, Map.of("team", "b")));

    // Then
    assertThat(near).extracting(c -> c.key().subject()).containsExactly("ada", "bob");
    assertThat(team).extracting(c -> c.key().subject()).containsExactly("bob");
    assertThat(team.getFirst().payload()).isEqualTo(Faces.embedding(here, 2).payload());
    assertThat(index.nearest(query(here, "green", 10))).isEmpty();
  }

  @Test
  void shouldCountTheFacesASearchChoosesFromAfterEveryChange() {
    // Given
    assertThat(index.count("red", Map.of())).isZero();
    for (int i = 0; i < 5; i++) {
      Map<String, String> team = Faces.team(i < 2 ? "a" : "b");
      index.apply(new FaceKey("red", "s" + i, "1"), Faces.embedding(vector(), i, team));
      index.apply(new FaceKey("blue", "s" + i, "1"), Faces.embedding(vector(), i, team));
    }
    index.apply(FaceKey.parse("red/none/1"), Faces.rejection(6));

    // Then
    assertThat(index.count("red", Map.of())).isEqualTo(5);
    assertThat(index.count("red", Map.of("team", "a"))).isEqualTo(2);
    assertThat(index.count("red", Map.of("team", "c"))).isZero();
    assertThat(index.count("green", Map.of())).isZero();

    // When
    index.apply(FaceKey.parse("red/s0/1"), Faces.forgotten(7));

    // Then
    assertThat(index.count("red", Map.of())).isEqualTo(4);
    assertThat(index.count("red", Map.of("team", "a"))).isEqualTo(1);
    assertThat(index.count("blue", Map.of())).isEqualTo(5);

    // When
    index.apply(FaceKey.parse("red/s0/1"), Faces.embedding(vector(), 8, Faces.team("a")));
    index.settle();
    index.commit(Map.of());
    reopen();

    // Then
    assertThat(index.count("red", Map.of())).isEqualTo(5);
    assertThat(index.count("red", Map.of("team", "a"))).isEqualTo(2);
  }

  @Test
  void shouldCompareASubjectsSearchableFacesWithAProbe() {
    // Given
    Vector probe = vector();
    Vector other = vector();
    index.apply(FaceKey.parse("red/ada/1"), Faces.embedding(probe, 1));
    index.apply(FaceKey.parse("red/ada/2"), Faces.embedding(other, 2));
    index.apply(FaceKey.parse("red/ada/3"), Faces.embedding(probe, 3));
    index.apply(FaceKey.parse("red/ada/3"), Faces.forgotten(4));
    index.apply(FaceKey.parse("red/ada/4"), Faces.rejection(5));
    index.apply(FaceKey.parse("red/bob/1"), Faces.embedding(probe, 6));
    index.apply(FaceKey.parse("blue/ada/1"), Faces.embedding(probe, 7));

    // When
    List<Candidate> all = index.compare(probe, "red", "ada", null);
    List<Candidate> one = index.compare(probe, "red", "ada", "2");

    // Then
    assertThat(all).extracting(c -> c.key().toString()).containsExactly("red/ada/1", "red/ada/2");
    assertThat(all.getFirst().similarity()).isCloseTo(1, within(1e-5f));
    assertThat(one).extracting(c -> c.key().toString()).containsExactly("red/ada/2");
    assertThat(one.getFirst().similarity()).isCloseTo(probe.cosine(other), within(1e-5f));
    assertThat(index.compare(probe, "red", "cy", null)).isEmpty();
  }

  @Test
  void shouldSumUpAGalleryAndASubject() {
    // Given
    index.apply(FaceKey.parse("red/ada/1"), Faces.embedding(vector(), 5));
    index.apply(FaceKey.parse("red/ada/2"), Faces.embedding(vector(), 2));
    index.apply(FaceKey.parse("red/ada/3"), Faces.rejection(6));
    index.apply(FaceKey.parse("red/bob/1"), Faces.embedding(vector(), 9));
    index.apply(FaceKey.parse("red/cy/1"), Faces.forgotten(10));

    // Then
    assertThat(index.summary("red", null)).isEqualTo(new FaceSummary(3, 1, 1_002, 1_009));
    assertThat(index.summary("red", "ada")).isEqualTo(new FaceSummary(2, 1, 1_002, 1_005));
    assertThat(index.summary("red", "cy")).isEqualTo(FaceSummary.NONE);
    assertThat(index.summary("blue", null)).isEqualTo(FaceSummary.NONE);
    assertThat(index.summary("red", "ada").and(index.summary("red", "bob")))
        .isEqualTo(index.summary("red", null));
    assertThat(index.summary("red", "ada").and(FaceSummary.NONE))
        .isEqualTo(index.summary("red", "ada"));
  }

  @Test
  void shouldNotLetAnOlderOutcomeReplaceALaterOne() {
    // Given
    index.apply(ADA, Faces.embedding(vector(), 5));
    index.apply(ADA, Faces.forgotten(9));

    // When
    boolean again = index.apply(ADA, Faces.embedding(vector(), 5));
    index.commit(Map.of());
    reopen();
    boolean afterRestart = index.apply(ADA, Faces.embedding(vector(), 5));

    // Then
    assertThat(again).isFalse();
    assertThat(afterRestart).isFalse();
    assertThat(index.nearest(query(vector(), "default", 10))).isEmpty();
    assertThat(index.apply(ADA, Faces.embedding(vector(), 10))).isTrue();
  }

  @Test
  void shouldListInOrderPageByPage() {
    // Given
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      names.add("s%02d".formatted(i));
      index.apply(new FaceKey("g", names.getLast(), "1"), Faces.embedding(vector(), i));
      index.apply(new FaceKey("g", "many", "f%02d".formatted(i)), Faces.embedding(vector(), i));
    }
    index.apply(FaceKey.parse("g/s03/1"), Faces.forgotten(100));
    names.remove("s03");
    names.addFirst("many");

    // When
    Map<String, Long> first = index.subjects("g", "", null, 10);
    Map<String, Long> second = index.subjects("g", "", "s09", 100);
    List<FaceKey> faces = index.facesOfSubject("g", "many", "f19", 3);

    // Then
    assertThat(first.keySet()).containsExactlyElementsOf(names.subList(0, 10));
    assertThat(first).containsEntry("many", 25L);
    assertThat(second.keySet()).containsExactlyElementsOf(names.subList(10, names.size()));
    assertThat(faces).extracting(FaceKey::face).containsExactly("f20", "f21", "f22");
    assertThat(index.galleries(null, 10)).containsExactly(Map.entry("g", 49L));
    assertThat(index.hasGallery("g")).isTrue();
    assertThat(index.hasGallery("h")).isFalse();
  }

  @Test
  void shouldListTheSubjectsWhoseNamesBeginSo() {
    // Given
    for (String name : List.of("ada", "adam", "bob", "b", "ad", "Ada", "äda")) {
      index.apply(new FaceKey("g", name, "1"), Faces.embedding(vector(), 1));
    }

    // Then
    assertThat(index.subjects("g", "ad", null, 10).keySet()).containsExactly("ad", "ada", "adam");
    assertThat(index.subjects("g", "ad", "ad", 1).keySet()).containsExactly("ada");
    assertThat(index.subjects("g", "ad", "adam", 10)).isEmpty();
    assertThat(index.subjects("g", "b", "a", 10).keySet()).containsExactly("b", "bob");
    assertThat(index.subjects("g", "ä", null, 10).keySet()).containsExactly("äda");
    assertThat(index.subjects("g", "x", null, 10)).isEmpty();
  }

  @Test
  void shouldListTheRejectedFacesLatestFirst() {
    // Given
    index.apply(FaceKey.parse("g/ada/1"), rejected(1, "BLURRED"));
    index.apply(FaceKey.parse("g/bob/1"), rejected(2, "EMPTY"));
    index.apply(FaceKey.parse("h/eve/1"), rejected(3, "EMPTY"));
    index.apply(FaceKey.parse("g/ada/2"), Faces.embedding(vector(), 4));
    index.apply(FaceKey.parse("g/dan/1"), rejected(5, "EMPTY"));
    index.apply(FaceKey.parse("g/dan/1"), Faces.forgotten(6));

    // Then
    assertThat(keys(index.rejected(null, Map.of(), Long.MAX_VALUE, 10)))
        .containsExactly("h/eve/1", "g/bob/1", "g/ada/1");
    assertThat(keys(index.rejected("g", Map.of(), Long.MAX_VALUE, 1))).containsExactly("g/bob/1");
    assertThat(keys(index.rejected(null, Map.of("why", "EMPTY"), 3, 10)))
        .containsExactly("g/bob/1");
    assertThat(index.countRejected("why")).isEqualTo(Map.of("BLURRED", 1L, "EMPTY", 2L));
    assertThat(index.countRejected("wh")).isEmpty();
  }

  private static FaceEntry rejected(long offset, String why) {
    return FaceEntry.rejected(new Source(0, offset), Map.of("why", why), new byte[0]);
  }

  private static List<String> keys(List<RejectedFace> faces) {
    return faces.stream().map(face -> face.key().toString()).toList();
  }

  @Test
  void shouldBeTheSameAfterAnyCrashAndAnyReplay() {
    // Given
    List<Map.Entry<FaceKey, FaceEntry>> log = new ArrayList<>();
    Map<FaceKey, FaceEntry> model = new HashMap<>();
    int committed = 0;

    // When
    for (int step = 0; step < 600; step++) {
      FaceKey key = new FaceKey("g", "s" + random.nextInt(20), "f" + random.nextInt(4));
      FaceEntry entry = entry(log.size());
      log.add(Map.entry(key, entry));
      index.apply(key, entry);
      model.put(key, entry);
      switch (random.nextInt(40)) {
        case 0 -> {
          index.commit(Map.of("next", Integer.toString(log.size())));
          committed = log.size();
        }
        case 1 -> {
          reopen();
          assertThat(index.committed().getOrDefault("next", "0")).isEqualTo("" + committed);
          replay(log, random.nextInt(committed + 1));
        }
        case 2 -> replay(log, random.nextInt(log.size()));
        default -> {}
      }
    }

    // Then
    for (Map.Entry<FaceKey, FaceEntry> entry : model.entrySet()) {
      assertThat(index.get(entry.getKey())).contains(Faces.stored(entry.getValue()));
    }
    long searchable = model.values().stream().filter(e -> e.vector() != null).count();
    assertThat(index.stats().faces()).isEqualTo((int) searchable);
    assertThat(index.sourceOffset(0)).hasValue(log.size() - 1);
    assertThat(index.sourceOffset(1)).isEmpty();
  }

  @Test
  void shouldShowEveryReaderTheWritesBeforeIt() throws Exception {
    // Given
    AtomicLong written = new AtomicLong();
    try (ExecutorService readers = Executors.newFixedThreadPool(3)) {
      List<Future<?>> all = new ArrayList<>();
      for (int reader = 0; reader < 3; reader++) {
        all.add(
            readers.submit(() -> {
              while (written.get() < 300) {
                long before = written.get();
                if (before > 0) {
                  FaceKey last = new FaceKey("g", "s", "f" + before);
                  assertThat(index.get(last)).as(last.toString()).isPresent();
                }
              }
            }));
      }

      // When
      for (int i = 1; i <= 300; i++) {
        index.apply(new FaceKey("g", "s", "f" + i), Faces.embedding(vector(), i));
        written.set(i);
      }

      // Then
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void shouldNameBothDimensionsWhenTheyDiffer() {
    Vector wrong = Vector.of(1, 0, 0);
    assertThatThrownBy(() -> index.apply(ADA, Faces.embedding(wrong, 1)))
        .hasMessage("vector has 3 dimensions, index has " + settings().dimension());
    assertThatThrownBy(() -> index.nearest(query(wrong, "g", 1)))
        .hasMessage("probe has 3 dimensions, index has " + settings().dimension());
  }

  @Test
  void shouldRefuseADirectoryThatIsOpenOrHoldsAnotherModel() {
    // Given
    index.apply(ADA, Faces.embedding(vector(), 1));
    index.commit(Map.of());

    // Then
    assertThatThrownBy(() -> FaceIndex.open(directory, settings()))
        .hasMessageContaining("is open already")
        .hasMessageContaining(directory.toString());
    index.close();
    assertThatThrownBy(() -> FaceIndex.open(directory, IndexSettings.of("other", 7)))
        .isInstanceOf(IndexMismatchException.class)
        .hasMessageContaining(settings().dimension() + " dimensions of model m")
        .hasMessageContaining("7 of other");
    index = FaceIndex.open(directory, settings());
    assertThat(index.get(ADA)).isPresent();
  }

  @Test
  void shouldOrderEquallySimilarFacesByKey() {
    // Given
    Vector same = vector();
    for (int i = 9; i >= 1; i--) {
      index.apply(new FaceKey("g", "s" + i, "2"), Faces.embedding(same, 20 - 2 * i));
      index.apply(new FaceKey("g", "s" + i, "1"), Faces.embedding(same, 21 - 2 * i));
    }

    // When
    List<Candidate> candidates = index.nearest(query(same, "g", 3));

    // Then
    assertThat(candidates)
        .extracting(c -> c.key().toString())
        .containsExactly("g/s1/1", "g/s2/1", "g/s3/1");
  }

  @Test
  void shouldKeepGalleriesApartHoweverManyThereAre() {
    // Given
    Vector here = vector();
    index.apply(FaceKey.parse("red/ada/1"), Faces.embedding(here, 1));
    List<Candidate> alone = index.nearest(query(here, "red", 10));

    // When
    index.apply(FaceKey.parse("blue/bob/1"), Faces.embedding(here, 2));

    // Then
    assertThat(alone).hasSize(1);
    assertThat(index.nearest(query(here, "red", 10))).isEqualTo(alone);
    index.apply(FaceKey.parse("blue/bob/1"), Faces.forgotten(3));
    assertThat(index.nearest(query(here, "red", 10))).isEqualTo(alone);
    assertThat(index.nearest(query(here, "blue", 10))).isEmpty();
  }

  @Test
  void shouldSayThatItIsOfAnEarlierFormat() throws IOException {
    // Given
    index.apply(ADA, Faces.embedding(vector(), 1));
    index.commit(Map.of());
    index.close();
    try (FSDirectory files = FSDirectory.open(directory);
        IndexWriter writer = new IndexWriter(files, new IndexWriterConfig())) {
      Map<String, String> facts = new HashMap<>();
      writer.getLiveCommitData().forEach(fact -> facts.put(fact.getKey(), fact.getValue()));
      facts.remove("format");
      writer.setLiveCommitData(facts.entrySet());
    }

    // Then
    assertThatThrownBy(() -> FaceIndex.open(directory, settings()))
        .isInstanceOf(IndexDamagedException.class)
        .hasMessageContaining("is of format 1, this version reads 3");
  }

  @Test
  void shouldNotClaimACommitThatFailed() throws IOException {
    // Given
    index.apply(ADA, Faces.embedding(vector(), 1));
    index.commit(Map.of("next", "1"));
    index.apply(ADA, Faces.embedding(vector(), 2));

    // When
    Files.delete(directory.resolve("write.lock"));

    // Then
    assertThatThrownBy(() -> index.commit(Map.of("next", "2")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(directory.toString());
    assertThat(index.committed()).containsEntry("next", "1");
    assertThatThrownBy(() -> index.apply(ADA, Faces.embedding(vector(), 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(directory + " is closed since it failed");
    reopen();
    assertThat(index.committed()).containsEntry("next", "1");
    assertThat(index.get(ADA)).map(StoredFace::source).contains(new Source(0, 1));
  }

  @Test
  void shouldSayThatADirectoryIsDamagedAndLetGoOfIt() throws IOException {
    // Given
    index.apply(ADA, Faces.embedding(vector(), 1));
    index.commit(Map.of());
    index.close();
    try (DirectoryStream<Path> commits = Files.newDirectoryStream(directory, "segments_*")) {
      for (Path commit : commits) {
        Files.write(commit, new byte[] {1, 2, 3});
      }
    }

    // Then
    assertThatThrownBy(() -> FaceIndex.open(directory, settings()))
        .isInstanceOf(IndexDamagedException.class)
        .hasMessageContaining(directory.toString());

    // When
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    index = FaceIndex.open(directory, settings());

    // Then
    assertThat(index.apply(ADA, Faces.embedding(vector(), 1))).isTrue();
  }

  @Test
  void shouldSayThatItIsClosed() {
    index.close();
    assertThatThrownBy(() -> index.get(ADA))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("index " + directory + " is closed");
  }

  private FaceEntry entry(long offset) {
    return switch (random.nextInt(4)) {
      case 0 -> Faces.forgotten(offset);
      case 1 -> Faces.rejection(offset);
      default -> Faces.embedding(vector(), offset);
    };
  }

  private void replay(List<Map.Entry<FaceKey, FaceEntry>> log, int start) {
    for (Map.Entry<FaceKey, FaceEntry> record : log.subList(start, log.size())) {
      index.apply(record.getKey(), record.getValue());
    }
  }

  private void reopen() {
    index.close();
    index = FaceIndex.open(directory, settings());
  }

  private Vector vector() {
    return Faces.random(random, settings().dimension());
  }

  private static Vector opposite(Vector vector) {
    float[] components = vector.toArray();
    for (int i = 0; i < components.length; i++) {
      components[i] = -components[i];
    }
    return Vector.of(components);
  }

  private static NearestQuery query(Vector probe, String gallery, int k) {
    return new NearestQuery(probe, gallery, k, -1, Map.of());
  }

  private static List<FaceKey> exact(Map<FaceKey, Vector> all, Vector probe, int k) {
    Set<String> subjects = new HashSet<>();
    return all.entrySet().stream()
        .map(e -> new Candidate(e.getKey(), probe.cosine(e.getValue()), ByteBuffer.allocate(0)))
        .sorted(Candidate.NEAREST_FIRST)
        .filter(c -> subjects.add(c.key().subject()))
        .limit(k)
        .map(Candidate::key)
        .toList();
  }
}
