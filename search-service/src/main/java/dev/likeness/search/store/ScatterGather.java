package dev.likeness.search.store;

import dev.likeness.index.IndexSettings;
import dev.likeness.runtime.Unreadable;
import dev.likeness.topics.Generation;
import dev.likeness.topics.Topics;
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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
public final class ScatterGather {
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

  private static final String HISTORY = "log-history";

  private final Generation generation;
  private final KafkaStreams streams;
  private final UpdateNotifier signal;
  private final int partitions;
  private final EndOffsets ends;
  private final Peers peers;
  private final HostInfo self;

  private ScatterGather(
      Generation generation,
      KafkaStreams streams,
      UpdateNotifier signal,
      int partitions,
      EndOffsets ends,
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

  /** As below; partitions that cannot be read wait, and the log alone tells of them. */
  public static ScatterGather create(
      Generation generation,
      IndexSettings settings,
      Properties config,
      int partitions,
      EndOffsets ends,
      Peers peers) {
    Map<String, Object> reading = new StreamsConfig(config).getRestoreConsumerConfigs("damage");
    return create(
        generation,
        settings,
        config,
        partitions,
        ends,
        peers,
        new Unreadable(
            () ->
                new KafkaConsumer<>(
                    reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            false));
  }

  /**
   * Of a new, not yet started Streams instance.
   *
   * @param config of the instance; its {@code application.server} is where peers reach it, if any
   * @param partitions how many the embeddings topic has
   * @param ends of the embeddings topic
   * @param unreadable is told of partitions that cannot be read
   */
  public static ScatterGather create(
      Generation generation,
      IndexSettings settings,
      Properties config,
      int partitions,
      EndOffsets ends,
      Peers peers,
      Unreadable unreadable) {
    UpdateNotifier signal = new UpdateNotifier();
    ReadPositions positions = new ReadPositions();
    LeaderEpochs epochs = new LeaderEpochs();
    TellingClients clients = new TellingClients(positions, epochs, unreadable);
    Properties all = new Properties();
    all.put(StreamsConfig.POLL_MS_CONFIG, POLL_MILLIS);
    all.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        RESTORE_FETCH_WAIT_MILLIS);
    all.putAll(config);
    KafkaStreams streams =
        new KafkaStreams(
            SearchTopology.build(
                settings,
                ends,
                positions,
                epochs,
                history(settings, new StreamsConfig(all), clients),
                signal,
                COMMIT_EVERY),
            all,
            clients);
    String server = config.getProperty(StreamsConfig.APPLICATION_SERVER_CONFIG, "");
    HostInfo self = server.isEmpty() ? HostInfo.unavailable() : HostInfo.buildFromEndpoint(server);
    return new ScatterGather(generation, streams, signal, partitions, ends, peers, self);
  }

  private static LogHistory history(
      IndexSettings settings, StreamsConfig config, TellingClients clients) {
    return LogHistory.of(
        Topics.embeddings(settings.model()),
        () -> clients.getAdmin(config.getAdminConfigs(HISTORY)),
        () -> clients.getRestoreConsumer(config.getRestoreConsumerConfigs(HISTORY)));
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
  EndOffsets ends() {
    return ends;
  }

  /** The answers of the partitions that can answer, wherever they are. */
  <R> Map<Integer, PartitionAnswer<R>> ask(IndexQuery<R> query) {
    List<Supplier<Map<Integer, PartitionAnswer<R>>>> elsewhere =
        others().stream().map(peer -> peers.ask(peer, generation, query)).toList();
    Map<Integer, PartitionAnswer<R>> all = new TreeMap<>(here(query));
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
  public <R> Map<Integer, PartitionAnswer<R>> here(IndexQuery<R> query) {
    StateQueryRequest<PartitionAnswer<R>> request =
        StateQueryRequest.inStore(SearchTopology.INDEX).withQuery(query).requireActive();
    try {
      return query.takesTime()
          ? IntStream.range(0, partitions)
              .parallel()
              .mapToObj(partition -> here(request.withPartitions(Set.of(partition))))
              .reduce(Map.of(), ScatterGather::union)
          : here(request.withAllPartitions());
    } catch (InvalidStateStoreException e) {
      return Map.of();
    }
  }

  private <R> Map<Integer, PartitionAnswer<R>> here(StateQueryRequest<PartitionAnswer<R>> request) {
    Map<Integer, PartitionAnswer<R>> answers = new HashMap<>();
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
