package dev.likeness.runtime;

import dev.likeness.faces.Source;
import dev.likeness.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks every few seconds for partitions of the enrollments and of the wanted embeddings that an
 * open transaction holds back, and logs each once. A partition counts when two checks in a row find
 * the same transaction; short transactions are normal. Safe for all threads.
 */
public final class OpenTransactions implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(OpenTransactions.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Admin admin;
  private final Supplier<Set<String>> models;
  private final KafkaTopics topics;
  private volatile List<HeldBack> held = List.of();
  private volatile boolean brokerAnswers = true;
  private final Ticker ticker = new Ticker("open-transactions", this::tick);
  private Map<TopicPartition, Seen> before = Map.of();

  private record Seen(long offset, Instant since) {}

  /**
   * @param models whose embeddings are wanted
   */
  OpenTransactions(Admin admin, Supplier<Set<String>> models, KafkaTopics topics) {
    this.admin = admin;
    this.models = models;
    this.topics = topics;
  }

  /** The partitions that are held back, as of the last look. */
  public List<HeldBack> held() {
    return held;
  }

  /** The transaction that holds an enrollment back, as of the last look. */
  public Optional<HeldBack> holding(Source position) {
    return held.stream()
        .filter(one -> one.where().topic().equals(Topics.ENROLLMENTS))
        .filter(one -> one.where().partition() == position.partition())
        .filter(one -> one.offset() <= position.offset())
        .findFirst();
  }

  /** Whether the broker answered the last look. */
  public boolean brokerAnswers() {
    return brokerAnswers;
  }

  @Override
  public void start() {
    ticker.start(PAUSE, PAUSE);
  }

  private void tick() {
    try {
      look(Instant.now());
      if (!brokerAnswers) {
        log.info("the Kafka broker answers again");
      }
      brokerAnswers = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      log.debug("whether transactions are open is not known", e);
      if (brokerAnswers) {
        log.warn("the Kafka broker does not answer: {}", e.toString());
      }
      brokerAnswers = false;
    }
  }

  /** Looks once. */
  void look(Instant now) throws ExecutionException, InterruptedException, TimeoutException {
    Set<TopicPartition> places = places();
    Map<TopicPartition, Long> readable = ends(places, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> written = ends(places, IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Seen> seen = new HashMap<>();
    List<HeldBack> found = new ArrayList<>();
    for (TopicPartition where : places) {
      long offset = readable.getOrDefault(where, 0L);
      long waiting = written.getOrDefault(where, 0L) - offset;
      if (waiting > 0) {
        Seen earlier = before.get(where);
        if (earlier != null && earlier.offset() == offset) {
          seen.put(where, earlier);
          found.add(new HeldBack(where, offset, waiting, producer(where, offset), earlier.since()));
        } else {
          seen.put(where, new Seen(offset, now));
        }
      }
    }
    tell(found);
    before = seen;
    held = List.copyOf(found);
  }

  private void tell(List<HeldBack> found) {
    Set<TopicPartition> known = places(held);
    Set<TopicPartition> still = places(found);
    found.stream().filter(one -> !known.contains(one.where())).forEach(one -> log.warn("{}", one));
    known.stream()
        .filter(where -> !still.contains(where))
        .forEach(where -> log.info("{} is no longer held back by a transaction", where));
  }

  private static Set<TopicPartition> places(List<HeldBack> held) {
    return held.stream().map(HeldBack::where).collect(Collectors.toSet());
  }

  private Set<TopicPartition> places() {
    Set<TopicPartition> places = new HashSet<>();
    Stream.concat(Stream.of(Topics.ENROLLMENTS), models.get().stream().map(Topics::embeddings))
        .forEach(topic ->
            IntStream.range(0, topics.partitions())
                .forEach(partition -> places.add(new TopicPartition(topic, partition))));
    return places;
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> places, IsolationLevel level)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, Long> ends = new HashMap<>();
    answer(
            admin
                .listOffsets(
                    places.stream()
                        .collect(Collectors.toMap(where -> where, _ -> OffsetSpec.latest())),
                    new ListOffsetsOptions(level))
                .all())
        .forEach((where, end) -> ends.put(where, end.offset()));
    return ends;
  }

  /** The transactional id of whoever has had a transaction open since {@code offset}. */
  private @Nullable String producer(TopicPartition where, long offset) throws InterruptedException {
    try {
      Optional<Long> id =
          answer(admin.describeProducers(Set.of(where)).partitionResult(where))
              .activeProducers()
              .stream()
              .filter(one -> one.currentTransactionStartOffset().orElse(-1) == offset)
              .map(ProducerState::producerId)
              .findFirst();
      return id.isEmpty()
          ? null
          : answer(
                  admin
                      .listTransactions(
                          new ListTransactionsOptions().filterProducerIds(Set.of(id.get())))
                      .all())
              .stream()
              .map(TransactionListing::transactionalId)
              .findFirst()
              .orElse(null);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("whose transaction is open on {} is not known", where, e);
      return null;
    }
  }

  private static <T> T answer(KafkaFuture<T> asked)
      throws ExecutionException, InterruptedException, TimeoutException {
    return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    ticker.interrupt();
  }

  @Override
  public boolean isRunning() {
    return ticker.isRunning();
  }
}
