package dev.likeness.search.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.search.store.EndOffsets;
import dev.likeness.search.store.IndexQuery.Progress;
import dev.likeness.topics.Generation;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class CoverageTest {
  private static final int PARTITIONS = 2;
  private static final Generation OLD = new Generation("a", 1);
  private static final Generation SAME_MODEL = new Generation("a", 2);
  private static final Generation OTHER_MODEL = new Generation("b", 2);

  private final Log log = new Log();
  private final Map<Integer, Long> embeddings = new HashMap<>(Map.of(0, 0L, 1, 0L));
  private final Map<Integer, Progress> serving = new HashMap<>();
  private final Map<Integer, Progress> candidate = new HashMap<>();
  private boolean servingReady = true;
  private boolean candidateReady = true;
  private final Coverage coverage = new Coverage(log);

  @Test
  void shouldNotCoverAnIndexThatHasJustRestartedByAnEmptyOne() throws Exception {
    // Given
    log.enrolled(0, 21);
    servingReady = false;
    serving.put(0, new Progress(0, -1, 0, false));
    at(candidate, 0, 0, -1);
    at(candidate, 1, 0, -1);
    log.atWork = true;

    // Then
    assertThat(covers(OTHER_MODEL)).isFalse();
    assertThat(covers(SAME_MODEL)).isFalse();

    // When
    serving.put(1, new Progress(0, -1, 0, false));

    // Then
    assertThat(covers(OTHER_MODEL)).isFalse();
    assertThat(covers(SAME_MODEL)).isFalse();
  }

  @Test
  void shouldNotCoverAnIndexOfWhichAPartitionIsReadAgain() throws Exception {
    // Given
    at(serving, 0, 30, 20);
    serving.put(1, new Progress(0, -1, 0, false));
    at(candidate, 0, 30, 20);
    at(candidate, 1, 0, -1);

    // Then
    assertThat(covers(SAME_MODEL)).isFalse();
  }

  @Test
  void shouldNotCoverAnythingWhileAPartitionOfItsOwnIsAwayOrReadAgain() throws Exception {
    // Given
    both(10, 9);
    candidate.remove(1);

    // Then
    assertThat(covers(SAME_MODEL)).isFalse();

    // When
    candidate.put(1, new Progress(10, 9, 0, false));

    // Then
    assertThat(covers(SAME_MODEL)).isFalse();

    // When
    at(candidate, 1, 10, 9);
    candidateReady = false;

    // Then
    assertThat(covers(SAME_MODEL)).isFalse();
  }

  @Test
  void shouldCoverOfTheSameModelWhatIsReadAsFar() throws Exception {
    // Given
    both(10, 9);
    at(candidate, 1, 9, 9);
    assertThat(covers(SAME_MODEL)).isFalse();

    // When
    at(candidate, 1, 10, 3); // as the enrollments seen do not matter

    // Then
    assertThat(covers(SAME_MODEL)).isTrue();
  }

  @Test
  void shouldHaveToKnowTheLogThoughTheServingIndexWasLostAndKnowsLess() throws Exception {
    // Given
    log.enrolled(0, 21);
    both(0, -1); // its topic was lost as well
    log.atWork = true;

    // Then
    assertThat(covers(OTHER_MODEL)).isFalse();

    // When
    log.embedded(0, 21);
    embeddings.put(0, 21L);

    // Then
    assertThat(covers(OTHER_MODEL)).isFalse();

    // When
    at(candidate, 0, 21, 20);

    // Then
    assertThat(covers(OTHER_MODEL)).isTrue();
  }

  @Test
  void shouldNotTakeATombstoneForAllThatStandsBeforeIt() throws Exception {
    // Given: while its model rested, a tombstone alone was passed on
    log.enrolled(0, 10);
    log.embedded(0, 5);
    embeddings.put(0, 6L);
    both(0, -1);
    at(serving, 0, 10, 9);
    at(candidate, 0, 6, 9);

    // Then
    assertThat(covers(OTHER_MODEL)).isFalse();

    // When
    log.atWork = true;

    // Then
    assertThat(covers(OTHER_MODEL)).isFalse();

    // When
    log.embedded(0, 10);
    embeddings.put(0, 11L);

    // Then
    assertThat(covers(OTHER_MODEL)).isFalse();

    // When
    at(candidate, 0, 11, 9);

    // Then
    assertThat(covers(OTHER_MODEL)).isTrue();
  }

  @Test
  void shouldNotBeginBeforeItsWorkersDo() throws Exception {
    // Given: nothing has been enrolled since its model rests
    log.enrolled(0, 10);
    log.embedded(0, 10);
    embeddings.put(0, 10L);
    both(0, -1);
    at(serving, 0, 10, 9);
    at(candidate, 0, 10, 9);

    // Then
    assertThat(covers(OTHER_MODEL)).isFalse();

    // When
    log.atWork = true;

    // Then
    assertThat(covers(OTHER_MODEL)).isTrue();
  }

  @Test
  void shouldCoverUnderEnrollmentsWithoutEnd() throws Exception {
    // Given: the workers' commits are always behind
    log.atWork = true;
    log.enrolled(0, 10);
    both(0, -1);
    at(serving, 0, 10, 9);
    assertThat(covers(OTHER_MODEL)).isFalse();

    // When
    log.enrolled(0, 100);
    log.embedded(0, 50);
    embeddings.put(0, 60L);
    at(serving, 0, 100, 99);
    at(candidate, 0, 60, 59);

    // Then
    assertThat(covers(OTHER_MODEL)).isFalse();

    // When
    at(candidate, 0, 100, 99);

    // Then
    assertThat(covers(OTHER_MODEL)).isTrue();

    // When
    at(serving, 0, 101, 100);

    // Then
    assertThat(covers(OTHER_MODEL)).isFalse();
  }

  @Test
  void shouldAskTheWorkersWhereTheLastTombstoneWasCompactedAway() throws Exception {
    // Given
    log.atWork = true;
    log.enrolled(0, 10);
    log.embedded(0, 10);
    embeddings.put(0, 9L);
    both(0, -1);
    at(serving, 0, 10, 9);
    at(candidate, 0, 9, 8);

    // Then
    assertThat(covers(OTHER_MODEL)).isTrue();
  }

  @Test
  void shouldAskAnewForTheNextGeneration() throws Exception {
    // Given
    log.atWork = true;
    log.enrolled(0, 10);
    log.embedded(0, 10);
    both(0, -1);
    assertThat(covers(OTHER_MODEL)).isTrue();

    // When
    log.enrolled(0, 20);

    // Then
    assertThat(covers(OTHER_MODEL)).isTrue();
    assertThat(covers(new Generation("b", 3))).isFalse();
  }

  private boolean covers(Generation id) throws Exception {
    EndOffsets ends = () -> CompletableFuture.completedFuture(Map.copyOf(embeddings));
    return coverage.covers(
        () -> new Standing(id, PARTITIONS, candidateReady, candidate),
        ends,
        () -> new Standing(OLD, PARTITIONS, servingReady, serving));
  }

  private void both(long next, long source) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      at(serving, partition, next, source);
      at(candidate, partition, next, source);
    }
  }

  private static void at(Map<Integer, Progress> who, int partition, long next, long source) {
    who.put(partition, new Progress(next, source, 0, true));
  }

  /** The enrollments, and the workers that read them. */
  private static final class Log implements Workers {
    private final Map<Integer, Long> ends = new TreeMap<>(Map.of(0, 0L, 1, 0L));
    private final Map<Integer, Long> embedded = new TreeMap<>();
    private boolean atWork;

    void enrolled(int partition, long end) {
      ends.put(partition, end);
    }

    void embedded(int partition, long end) {
      embedded.put(partition, end);
    }

    @Override
    public boolean areAtWork(String model) {
      return atWork;
    }

    @Override
    public Map<Integer, Long> ends() {
      return Map.copyOf(ends);
    }

    @Override
    public boolean haveEmbedded(String model, Map<Integer, Long> wanted) {
      return wanted.entrySet().stream()
          .allMatch(end -> embedded.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }
  }
}
