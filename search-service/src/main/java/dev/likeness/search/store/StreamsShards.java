package dev.likeness.search.store;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.index.Candidate;
import dev.likeness.index.IndexSettings;
import dev.likeness.index.IndexStats;
import dev.likeness.index.NearestQuery;
import dev.likeness.topics.Partitions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.jspecify.annotations.Nullable;

/**
 * The stores of this process, asked as one. Where instances share the partitions, this is the place
 * that would ask the others: each answer is merged from one answer a partition.
 */
public final class StreamsShards implements Shards {
  private static final Comparator<String> UTF8_ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private static final Duration BETWEEN_THREADS = Duration.ofSeconds(2);

  private final KafkaStreams streams;
  private final AppliedSignal signal;
  private final int partitions;

  private StreamsShards(KafkaStreams streams, AppliedSignal signal, int partitions) {
    this.streams = streams;
    this.signal = signal;
    this.partitions = partitions;
  }

  /**
   * The shards of a new, not yet started Streams instance.
   *
   * @param config of the instance
   * @param partitions how many the embeddings topic has
   */
  public static StreamsShards create(IndexSettings settings, Properties config, int partitions) {
    AppliedSignal signal = new AppliedSignal();
    KafkaStreams streams = new KafkaStreams(SearchTopology.build(settings, signal), config);
    return new StreamsShards(streams, signal, partitions);
  }

  /** The Streams instance behind the shards, to be started and closed by its owner. */
  public KafkaStreams streams() {
    return streams;
  }

  @Override
  public NearestFaces nearest(NearestQuery query) {
    Map<Integer, List<Candidate>> answers = ask(new IndexQuery.Nearest(query));
    Set<String> subjects = new HashSet<>();
    return new NearestFaces(
        answers.values().stream()
            .flatMap(List::stream)
            .sorted(Candidate.NEAREST_FIRST)
            .filter(candidate -> subjects.add(candidate.key().subject()))
            .limit(query.k())
            .toList(),
        others(answers.keySet()));
  }

  @Override
  public Optional<Outcome> face(FaceKey key) {
    int home = Partitions.of(key.toBytes(), partitions);
    Map<Integer, Optional<Outcome>> answers = askAll(new IndexQuery.FaceByKey(key));
    Optional<Outcome> atHome = answers.getOrDefault(home, Optional.empty());
    return atHome
        .or(() -> answers.values().stream().flatMap(Optional::stream).findFirst())
        .filter(outcome -> !(outcome instanceof Forgotten));
  }

  @Override
  public List<FaceKey> facesOfSubject(
      String gallery, String subject, @Nullable String after, int limit) {
    return askAll(new IndexQuery.FacesOfSubject(gallery, subject, after, limit)).values().stream()
        .flatMap(List::stream)
        .distinct()
        .sorted(Comparator.comparing(FaceKey::face, UTF8_ORDER))
        .limit(limit)
        .toList();
  }

  @Override
  public Map<String, Long> subjects(String gallery, @Nullable String after, int limit) {
    return merged(askAll(new IndexQuery.Subjects(gallery, after, limit)).values(), limit);
  }

  @Override
  public Map<String, Long> galleries(@Nullable String after, int limit) {
    return merged(askAll(new IndexQuery.Galleries(after, limit)).values(), limit);
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

  @Override
  public boolean hasGallery(String gallery) {
    return askAll(new IndexQuery.HasGallery(gallery)).containsValue(true);
  }

  @Override
  public boolean await(Source position, Duration patience) {
    return signal.await(
        () -> positions().getOrDefault(position.partition(), -1L) >= position.offset(), patience);
  }

  @Override
  public Map<Integer, Long> positions() {
    return progress(IndexQuery.Progress::source);
  }

  @Override
  public Map<Integer, Long> next() {
    return progress(IndexQuery.Progress::next);
  }

  private Map<Integer, Long> progress(Function<IndexQuery.Progress, Long> part) {
    return ask(new IndexQuery.AskProgress()).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> part.apply(e.getValue()), Math::max, TreeMap::new));
  }

  @Override
  public Map<Integer, IndexStats> stats() {
    return ask(new IndexQuery.AskStats());
  }

  @Override
  public Set<Integer> missing() {
    return others(ask(new IndexQuery.AskProgress()).keySet());
  }

  private Set<Integer> others(Set<Integer> answered) {
    Set<Integer> others =
        IntStream.range(0, partitions).boxed().collect(Collectors.toCollection(TreeSet::new));
    others.removeAll(answered);
    return others;
  }

  @Override
  public long passedOver() {
    return progress(IndexQuery.Progress::passedOver).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Every partition's answer, from all of them; one that is between two threads is waited for. */
  private <R> Map<Integer, R> askAll(IndexQuery<R> query) {
    AtomicReference<Map<Integer, R>> answers = new AtomicReference<>(ask(query));
    if (answers.get().size() < partitions
        && !signal.await(
            () -> answers.updateAndGet(_ -> ask(query)).size() == partitions, BETWEEN_THREADS)) {
      throw new IndexUnavailableException(
          (partitions - answers.get().size())
              + " of "
              + partitions
              + " partitions cannot answer now");
    }
    return answers.get();
  }

  /** Each partition's answer; partitions that cannot answer are left out. */
  private <R> Map<Integer, R> ask(IndexQuery<R> query) {
    try {
      StateQueryResult<R> result =
          streams.query(
              StateQueryRequest.inStore(SearchTopology.INDEX).withQuery(query).withAllPartitions());
      Map<Integer, R> answers = new TreeMap<>();
      List<String> refusals = new ArrayList<>();
      result
          .getPartitionResults()
          .forEach((partition, answer) -> {
            if (answer.isSuccess()) {
              answers.put(partition, answer.getResult());
            } else {
              refusals.add(partition + ": " + answer.getFailureMessage());
            }
          });
      if (answers.isEmpty()) {
        throw new IndexUnavailableException(
            "none of " + partitions + " partitions can answer yet " + refusals);
      }
      return answers;
    } catch (InvalidStateStoreException e) {
      throw new IndexUnavailableException("the index is starting or stopping");
    }
  }
}
