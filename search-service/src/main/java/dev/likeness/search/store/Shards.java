package dev.likeness.search.store;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import dev.likeness.index.Candidate;
import dev.likeness.index.FaceSummary;
import dev.likeness.index.IndexStats;
import dev.likeness.index.NearestQuery;
import dev.likeness.index.RejectedFace;
import dev.likeness.index.StoredFace;
import dev.likeness.topics.Partitions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One generation of the index as its callers see it: all partitions as one, whichever instances
 * hold them. Safe for all threads.
 *
 * <p>The nearest faces are looked for in the partitions that can answer, and the answer says which
 * could not. What is asked about faces by name is answered whole or not at all: a face that is away
 * must not pass for one that is unknown, nor the gallery of such faces for one that has none.
 *
 * <p>Every question throws {@link IndexUnavailableException} while it cannot be answered.
 */
public final class Shards {
  private static final Logger log = LoggerFactory.getLogger(Shards.class);
  private static final Comparator<String> UTF8_ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private static final Comparator<Source> LATEST_FIRST =
      Comparator.comparingLong(Source::offset).reversed().thenComparingInt(Source::partition);

  /** What a caller who wants no waiting does not mind. */
  private static final Duration UNNOTICED = Duration.ofMillis(200);

  /** A partition moves from one thread to another in less. */
  private static final Duration MOVING = Duration.ofSeconds(2);

  /** A dead instance's partitions are with another one in less. */
  private static final Duration FAILING_OVER = Duration.ofSeconds(15);

  /** After this it is asked whether a position that is waited for has an outcome at all. */
  private static final Duration USUAL = Duration.ofSeconds(1);

  private final ScatterGather gatherer;
  private final Embedded embedded;
  private final FacesByPartition known = new FacesByPartition();

  /** Of which the workers are not known. */
  public Shards(ScatterGather gatherer) {
    this(gatherer, Embedded.UNKNOWN);
  }

  /**
   * @param embedded how far the workers have come whose outcomes it holds
   */
  public Shards(ScatterGather gatherer, Embedded embedded) {
    this.gatherer = gatherer;
    this.embedded = embedded;
  }

  /**
   * The nearest faces, the best of each subject, most similar first.
   *
   * <p>How many faces there are comes with the answers, and they are cut off by that. They are
   * asked for from where half as many as were known would be cut off: a lower cutoff costs the
   * search next to nothing, and has to be asked for again only if more than half of them were
   * forgotten.
   *
   * @param query whose own lowest cosine does not count
   * @param cutoff the lowest cosine of interest
   */
  public NearestFaces nearest(NearestQuery query, Cutoff cutoff, WhenMissing policy) {
    long expected = known.total(query);
    while (true) {
      float lowest = cutoff.among(expected / 2);
      Map<Integer, PartitionAnswer<IndexQuery.Nearby>> answers =
          ask(new IndexQuery.Nearest(query.from(lowest)), policy);
      long faces = known.total(query, answers);
      float wanted = cutoff.among(faces);
      if (wanted >= lowest) {
        return new NearestFaces(best(query.k(), wanted, answers.values()), faces, view(answers));
      }
      expected = faces;
    }
  }

  private static List<Candidate> best(
      int k, float lowest, Collection<PartitionAnswer<IndexQuery.Nearby>> answers) {
    Set<String> subjects = new HashSet<>();
    return mostSimilarFirst(answers.stream().map(answered -> answered.answer().candidates()))
        .filter(candidate -> candidate.similarity() >= lowest)
        .filter(candidate -> subjects.add(candidate.key().subject()))
        .limit(k)
        .toList();
  }

  /**
   * The faces of a subject compared with a probe, most similar first.
   *
   * @param face the only one to compare; null to compare all
   */
  public NearestFaces compare(Vector probe, String gallery, String subject, @Nullable String face) {
    Map<Integer, PartitionAnswer<List<Candidate>>> answers =
        all(new IndexQuery.Compare(probe, gallery, subject, face), MOVING);
    List<Candidate> compared =
        mostSimilarFirst(answers.values().stream().map(PartitionAnswer::answer)).toList();
    return new NearestFaces(compared, compared.size(), view(answers));
  }

  private static Stream<Candidate> mostSimilarFirst(Stream<List<Candidate>> shards) {
    return shards.flatMap(List::stream).sorted(Candidate.NEAREST_FIRST);
  }

  /**
   * What became of a face; empty if nothing is known of it or it was forgotten. No instance sends
   * the face's vector for it: in its place stands one of a single dimension.
   */
  public Optional<Outcome> face(FaceKey key) {
    return face(new IndexQuery.FaceByKey(key, true));
  }

  /** As {@link #face}, with the face's vector. */
  public Optional<Outcome> faceWithVector(FaceKey key) {
    return face(new IndexQuery.FaceByKey(key, false));
  }

  private Optional<Outcome> face(IndexQuery.FaceByKey query) {
    FaceKey key = query.key();
    int home = Partitions.of(key.toBytes(), gatherer.partitions());
    Map<Integer, PartitionAnswer<Optional<StoredFace>>> asked =
        waitFor(gatherer.partitions(), query, MOVING);
    Map<Integer, Optional<StoredFace>> answers = answers(asked);
    Optional<StoredFace> atHome = answers.getOrDefault(home, Optional.empty());
    if (atHome.isEmpty()) {
      requireAll(asked);
    }
    return atHome
        .or(() -> answers.values().stream().flatMap(Optional::stream).findFirst())
        .map(IndexedOutcome::outcome)
        .filter(outcome -> !(outcome instanceof Forgotten));
  }

  /** The faces of a subject after the one named, in order, rejected ones among them. */
  public List<FaceKey> facesOfSubject(
      String gallery, String subject, @Nullable String after, int limit) {
    return named(new IndexQuery.FacesOfSubject(gallery, subject, after, limit)).values().stream()
        .flatMap(List::stream)
        .distinct()
        .sorted(Comparator.comparing(FaceKey::face, UTF8_ORDER))
        .limit(limit)
        .toList();
  }

  /**
   * The subjects of a gallery after the one named, in order, with how many faces each has.
   *
   * @param begin how their names begin; empty for all
   */
  public Map<String, Long> subjects(
      String gallery, String begin, @Nullable String after, int limit) {
    return merged(named(new IndexQuery.Subjects(gallery, begin, after, limit)).values(), limit);
  }

  /**
   * The rejected faces, those of the highest offsets first, of one offset those of the lower
   * partition.
   *
   * @param gallery null for all
   * @param reason null for all
   * @param after the position of the one before the first wanted; null to start at the first
   */
  public List<RejectedFace> rejected(
      @Nullable String gallery, @Nullable String reason, @Nullable Source after, int limit) {
    // The page may begin within an offset, so each partition is asked for that one as well.
    long before = after == null ? Long.MAX_VALUE : after.offset() + 1;
    return named(new IndexQuery.Rejected(gallery, reason, before, limit + 1)).values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(RejectedFace::source, LATEST_FIRST))
        .filter(face -> after == null || LATEST_FIRST.compare(face.source(), after) > 0)
        .limit(limit)
        .toList();
  }

  /** By reason, how many faces are rejected. */
  public Map<String, Long> reasons() {
    return merged(answers(ask(new IndexQuery.AskReasons())).values(), Integer.MAX_VALUE);
  }

  /** The galleries after the one named, in order, with how many faces each has. */
  public Map<String, Long> galleries(@Nullable String after, int limit) {
    return merged(named(new IndexQuery.Galleries(after, limit)).values(), limit);
  }

  /** The first names of each partition hold the first of all, each with its whole count. */
  private static Map<String, Long> merged(Collection<Map<String, Long>> shards, int limit) {
    Map<String, Long> sums = new TreeMap<>(UTF8_ORDER);
    for (Map<String, Long> shard : shards) {
      shard.forEach((name, count) -> sums.merge(name, count, Long::sum));
    }
    Map<String, Long> page = new LinkedHashMap<>();
    sums.entrySet().stream().limit(limit).forEach(e -> page.put(e.getKey(), e.getValue()));
    return page;
  }

  /**
   * The faces of a gallery or a subject, in figures.
   *
   * @param subject null for all of the gallery
   */
  public FaceSummary summary(String gallery, @Nullable String subject) {
    return named(new IndexQuery.Summary(gallery, subject)).values().stream()
        .reduce(FaceSummary.NONE, FaceSummary::and);
  }

  /**
   * Whether all partitions have answered that they know no face of a gallery; false if one is away
   * and partial answers are taken.
   */
  public boolean lacksGallery(String gallery, WhenMissing policy) {
    Map<Integer, Boolean> has = answers(ask(new IndexQuery.HasGallery(gallery), policy));
    return has.size() == gatherer.partitions() && !has.containsValue(true);
  }

  /**
   * Waits until the index has applied the outcomes of all enrollments up to a position; false if it
   * has not in time. The position itself need not have one: it may be of a dead letter, of an
   * aborted transaction, or of a tombstone that was compacted away.
   */
  public boolean await(Source position, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    boolean seen = gatherer.await(() -> hasSeen(position), atMost(USUAL, patience));
    for (Duration left = left(end); !seen && left.isPositive(); left = left(end)) {
      seen =
          embedded.upTo(position)
              ? awaitEnd(left)
              : gatherer.await(() -> hasSeen(position), atMost(USUAL, left));
    }
    return seen;
  }

  private boolean hasSeen(Source position) {
    PartitionAnswer<IndexQuery.Progress> here =
        ask(new IndexQuery.AskProgress()).get(position.partition());
    return here != null && here.position() >= position.offset();
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private static Duration atMost(Duration most, Duration patience) {
    return patience.compareTo(most) < 0 ? patience : most;
  }

  /**
   * Waits until the index has applied what its topic holds now; false if it has not in time, or the
   * broker does not say how much that is.
   */
  public boolean awaitEnd(Duration patience) {
    long givingUp = System.nanoTime() + patience.toNanos();
    try {
      Map<Integer, Long> all = gatherer.ends().ask().get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return gatherer.await(() -> hasRead(all), left(givingUp));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("how far there is to read is not known", e);
    }
    return false;
  }

  private boolean hasRead(Map<Integer, Long> all) {
    Map<Integer, IndexQuery.Progress> progress = progress();
    return all.entrySet().stream()
        .allMatch(end -> {
          IndexQuery.Progress here = progress.get(end.getKey());
          return here != null && here.next() >= end.getValue();
        });
  }

  /** How far each partition has come, and which cannot answer now. */
  public IndexPosition view() {
    return view(ask(new IndexQuery.AskProgress()));
  }

  /** By partition, how far its index has come. */
  public Map<Integer, IndexQuery.Progress> progress() {
    return answers(ask(new IndexQuery.AskProgress()));
  }

  /** By partition, how large its index is. */
  public Map<Integer, IndexStats> stats() {
    return answers(ask(new IndexQuery.AskStats()));
  }

  private IndexPosition view(Map<Integer, ? extends PartitionAnswer<?>> answers) {
    Map<Integer, Long> positions = new TreeMap<>();
    answers.forEach((partition, answered) -> positions.put(partition, answered.position()));
    Set<Integer> missing =
        IntStream.range(0, gatherer.partitions())
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    missing.removeAll(answers.keySet());
    return new IndexPosition(positions, missing);
  }

  private <R> Map<Integer, R> named(IndexQuery<R> query) {
    return answers(all(query, MOVING));
  }

  private static <R> Map<Integer, R> answers(Map<Integer, PartitionAnswer<R>> answered) {
    return answered.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> e.getValue().answer(), (a, _) -> a, TreeMap::new));
  }

  private <R> Map<Integer, PartitionAnswer<R>> ask(IndexQuery<R> query, WhenMissing policy) {
    return switch (policy) {
      case PARTIAL -> some(query);
      case WAIT -> all(query, FAILING_OVER);
    };
  }

  /** Every partition's answer; those that cannot answer yet are waited for. */
  private <R> Map<Integer, PartitionAnswer<R>> all(IndexQuery<R> query, Duration patience) {
    return requireAll(waitFor(gatherer.partitions(), query, patience));
  }

  private <R> Map<Integer, PartitionAnswer<R>> requireAll(
      Map<Integer, PartitionAnswer<R>> answers) {
    if (answers.size() < gatherer.partitions()) {
      throw new IndexUnavailableException(
          "partitions " + view(answers).missing() + " of the index cannot answer now");
    }
    return answers;
  }

  /** The answers of the partitions that can, at least one; a short move goes unnoticed. */
  private <R> Map<Integer, PartitionAnswer<R>> some(IndexQuery<R> query) {
    Map<Integer, PartitionAnswer<R>> answers = waitFor(gatherer.partitions(), query, UNNOTICED);
    if (answers.isEmpty()) {
      answers = waitFor(1, query, MOVING);
    }
    if (answers.isEmpty()) {
      throw new IndexUnavailableException(
          "none of the " + gatherer.partitions() + " partitions of the index can answer yet");
    }
    return answers;
  }

  /** As many answers as are wanted, or those there are when patience ends. */
  private <R> Map<Integer, PartitionAnswer<R>> waitFor(
      int wanted, IndexQuery<R> query, Duration patience) {
    AtomicReference<Map<Integer, PartitionAnswer<R>>> answers = new AtomicReference<>(ask(query));
    if (answers.get().size() < wanted) {
      gatherer.await(() -> answers.updateAndGet(_ -> ask(query)).size() >= wanted, patience);
    }
    return answers.get();
  }

  private <R> Map<Integer, PartitionAnswer<R>> ask(IndexQuery<R> query) {
    return gatherer.ask(query);
  }
}
