package dev.likeness.search.store;

import dev.likeness.index.IndexSettings;
import dev.likeness.topics.Generation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Asks every partition of a generation: the stores of this process, and of the partitions it does
 * not hold the instances that do, as Kafka Streams knows them. Safe for all threads.
 */
public final class Gatherer {
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

  /**
   * A task begins to answer, and one that has nothing to read back begins to run, between polls.
   */
  private static final int POLL_MILLIS = 30;

  /**
   * Where a partition begins is asked on the connection on which the broker may be holding a fetch
   * of another one, for this long at most.
   */
  private static final int RESTORE_FETCH_WAIT_MILLIS = 50;

  private final Generation generation;
  private final KafkaStreams streams;
  private final AppliedSignal signal;
  private final int partitions;
  private final TopicEnds ends;
  private final Peers peers;
  private final HostInfo self;

  private Gatherer(
      Generation generation,
      KafkaStreams streams,
      AppliedSignal signal,
      int partitions,
      TopicEnds ends,
      Peers peers,
      HostInfo self) {
    this.generation = generation;
    this.streams = streams;
    this.signal = signal;
    this.partitions = partitions;
    this.ends = ends;
    this.peers = peers;
    this.self = self;
  }

  /**
   * Of a new, not yet started Streams instance.
   *
   * @param config of the instance; its {@code application.server} is where peers reach it, if any
   * @param partitions how many the embeddings topic has
   * @param ends of the embeddings topic
   */
  public static Gatherer create(
      Generation generation,
      IndexSettings settings,
      Properties config,
      int partitions,
      TopicEnds ends,
      Peers peers) {
    AppliedSignal signal = new AppliedSignal();
    ReadPositions positions = new ReadPositions();
    Properties all = new Properties();
    all.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
    all.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        RESTORE_FETCH_WAIT_MILLIS);
    all.putAll(config);
    KafkaStreams streams =
        new KafkaStreams(
            SearchTopology.build(settings, ends, positions, signal, COMMIT_EVERY),
            all,
            new TellingClients(positions));
    String server = config.getProperty(StreamsConfig.APPLICATION_SERVER_CONFIG, "");
    HostInfo self = server.isEmpty() ? HostInfo.unavailable() : HostInfo.buildFromEndpoint(server);
    return new Gatherer(generation, streams, signal, partitions, ends, peers, self);
  }

  /** The Streams instance, to be started and closed by its owner. */
  public KafkaStreams streams() {
    return streams;
  }

  /**
   * Whether all threads of this process have joined and run. Before, the first to join may hold
   * partitions, and answer, that go to the next one.
   */
  public boolean isSettled() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** How many partitions there are to ask. */
  public int partitions() {
    return partitions;
  }

  /** How far the embeddings topic reaches. */
  TopicEnds ends() {
    return ends;
  }

  /** The answers of the partitions that can answer, wherever they are. */
  <R> Map<Integer, Answered<R>> ask(IndexQuery<R> query) {
    List<Supplier<Map<Integer, Answered<R>>>> elsewhere =
        others().stream().map(peer -> peers.ask(peer, generation, query)).toList();
    Map<Integer, Answered<R>> all = new TreeMap<>(here(query));
    elsewhere.forEach(answers -> answers.get().forEach(all::putIfAbsent));
    return all;
  }

  /** The other instances that hold partitions. */
  private Set<HostInfo> others() {
    if (self.equals(HostInfo.unavailable())) {
      return Set.of();
    }
    try {
      return streams.metadataForAllStreamsClients().stream()
          .filter(instance -> !instance.topicPartitions().isEmpty())
          .map(StreamsMetadata::hostInfo)
          .filter(host -> !host.equals(self) && !host.equals(HostInfo.unavailable()))
          .collect(Collectors.toSet());
    } catch (IllegalStateException e) {
      return Set.of();
    }
  }

  /**
   * The answers of the partitions this process holds and, if it is asked about faces, has read as
   * far as they reached when they came here. What takes time is asked of several at once, by this
   * thread and by idle ones of the common pool.
   */
  public <R> Map<Integer, Answered<R>> here(IndexQuery<R> query) {
    StateQueryRequest<Answered<R>> request =
        StateQueryRequest.inStore(SearchTopology.INDEX).withQuery(query).requireActive();
    try {
      return query.takesTime()
          ? IntStream.range(0, partitions)
              .parallel()
              .mapToObj(partition -> here(request.withPartitions(Set.of(partition))))
              .reduce(Map.of(), Gatherer::union)
          : here(request.withAllPartitions());
    } catch (InvalidStateStoreException e) {
      return Map.of();
    }
  }

  private <R> Map<Integer, Answered<R>> here(StateQueryRequest<Answered<R>> request) {
    Map<Integer, Answered<R>> answers = new HashMap<>();
    streams
        .query(request)
        .getPartitionResults()
        .forEach((partition, answer) -> {
          if (answer.isSuccess()) {
            answers.put(partition, answer.getResult());
          }
        });
    return answers;
  }

  private static <R> Map<Integer, R> union(Map<Integer, R> some, Map<Integer, R> others) {
    Map<Integer, R> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }

  /** Waits until something holds; false if it does not in time. */
  boolean await(BooleanSupplier holds, Duration patience) {
    return signal.await(holds, patience);
  }
}
