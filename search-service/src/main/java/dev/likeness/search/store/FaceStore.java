package dev.likeness.search.store;

import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Outcome;
import dev.likeness.index.FaceIndex;
import dev.likeness.index.IndexDamagedException;
import dev.likeness.index.IndexSettings;
import dev.likeness.topics.OutcomeSerde;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of one partition as a state store. The Streams thread writes, queries come from any
 * thread.
 *
 * <p>Restoring and processing take the same path, {@link #apply}. The consumed offset is part of
 * each Lucene commit, so a process that died goes on exactly where its index ends.
 */
final class FaceStore implements StateStore {
  private static final Logger log = LoggerFactory.getLogger(FaceStore.class);
  private static final String OFFSET_PREFIX = "offset.";
  private static final String NEXT = "next";
  private static final String PASSED_OVER = "passed.over";
  private static final String TOPIC_ID = "topic.id";
  private static final String EPOCH = "epoch";

  private final String name;
  private final String topic;
  private final IndexSettings settings;
  private final UpdateNotifier signal;
  private final CatchUpBarrier catchUp;
  private final ReadPositions positions;
  private final LeaderEpochs epochs;
  private final LogHistory history;
  private volatile @Nullable FaceIndex index;
  private final AtomicLong passedOver = new AtomicLong();
  private final Duration commitEvery;
  private volatile long next;
  private volatile boolean isHere;
  private @Nullable Map<String, String> due;
  private long lastCommit;
  private final IdleForceMerge tidying;
  private int partition;
  private String topicId = "";

  /**
   * @param ends of the topic
   * @param positions how far the consumers have read that feed the stores
   * @param epochs by whom what they read was written
   * @param history whether the topic is still what the index was read from
   * @param commitEvery the least time from opening the index, and from one commit of it, to the
   *     next
   * @param turn shared by the stores whose indexes are to be tidied one at a time
   */
  FaceStore(
      String name,
      String topic,
      IndexSettings settings,
      EndOffsets ends,
      ReadPositions positions,
      LeaderEpochs epochs,
      LogHistory history,
      UpdateNotifier signal,
      Duration commitEvery,
      Semaphore turn) {
    this.positions = positions;
    this.epochs = epochs;
    this.history = history;
    this.tidying = new IdleForceMerge(turn);
    this.catchUp = new CatchUpBarrier(ends, signal);
    this.commitEvery = commitEvery;
    this.name = name;
    this.topic = topic;
    this.settings = settings;
    this.signal = signal;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    partition = context.taskId().partition();
    if (index == null) {
      FaceIndex opened = openCurrent(context.stateDir().toPath().resolve(name));
      next = Long.parseLong(opened.committed().getOrDefault(NEXT, "0"));
      passedOver.set(Long.parseLong(opened.committed().getOrDefault(PASSED_OVER, "0")));
      due = null; // what it was before may be more than the index has kept
      lastCommit = System.nanoTime();
      index = opened;
    }
    RecordBatchingStateRestoreCallback restore =
        records -> {
          for (ConsumerRecord<byte[], byte[]> record : records) {
            epochs.read(record);
            apply(record.offset(), record.key(), record.headers(), record.value());
          }
        };
    context.register(root, restore);
  }

  /**
   * The partition has come to this process, which answers for it from now on. What its group had
   * read of it is applied, and its consumer goes on from there.
   */
  void takeOver() {
    isHere = true;
    catchUp.begin(partition);
  }

  /**
   * An index that has read what the topic does not hold any more is thrown away: what stands at
   * those offsets now, it has not read.
   */
  private FaceIndex openCurrent(Path directory) {
    FaceIndex opened = open(directory);
    Map<String, String> facts = opened.committed();
    long read = Long.parseLong(facts.getOrDefault(NEXT, "0"));
    try {
      if (read > 0
          && !history.keeps(
              partition,
              read,
              facts.get(TOPIC_ID),
              Optional.ofNullable(facts.get(EPOCH)).map(Integer::valueOf))) {
        opened.close();
        log.warn(
            "{}-{} does not hold any more what its index has read up to offset {}; the index is"
                + " thrown away and read anew",
            topic,
            partition,
            read);
        opened = anew(directory);
      }
      topicId = history.topicId();
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** A damaged index is thrown away: the topic holds all it knew. */
  private FaceIndex open(Path directory) {
    try {
      return FaceIndex.open(directory, settings);
    } catch (IndexDamagedException e) {
      log.warn("{}; it is thrown away and read from {} anew", e.getMessage(), topic, e);
      return anew(directory);
    }
  }

  private FaceIndex anew(Path directory) {
    try {
      Utils.delete(directory.toFile());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return FaceIndex.open(directory, settings);
  }

  /**
   * Applies one record of the embeddings topic; what does not follow the contract is passed over.
   */
  void apply(long offset, byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
    try {
      if (key == null) {
        throw new SerializationException("record has no key");
      }
      Outcome outcome = OutcomeSerde.read(headers, value);
      checkModel(outcome);
      open().apply(FaceKey.fromBytes(key), IndexedOutcome.entry(outcome));
    } catch (IllegalArgumentException | SerializationException e) {
      passedOver.incrementAndGet();
      log.warn("passed over {}-{}@{}: {}", topic, partition, offset, e.getMessage());
    }
    next = offset + 1;
    signal.raise();
  }

  private void checkModel(Outcome outcome) {
    if (outcome instanceof Embedding embedding && !embedding.model().equals(settings.model())) {
      throw new IllegalArgumentException(
          "vector is of model " + embedding.model() + ", index is of " + settings.model());
    }
  }

  /** Deprecated since it was added: KIP-1035 plans to make it the only way. */
  @Override
  @SuppressWarnings("deprecation")
  public boolean managesOffsets() {
    return true;
  }

  /**
   * Streams commits often, so that a standby may read on; Lucene less often, because its commits
   * are expensive. What lies between is read again after a crash.
   */
  @Override
  public void commit(Map<TopicPartition, Long> offsets) {
    Map<String, String> facts = new HashMap<>();
    offsets.forEach((where, offset) -> {
      if (offset >= 0) { // Streams says "not known" by a negative one
        facts.put(OFFSET_PREFIX + where, Long.toString(offset));
      }
    });
    facts.put(NEXT, Long.toString(next));
    facts.put(PASSED_OVER, Long.toString(passedOver.get()));
    facts.put(TOPIC_ID, topicId);
    FaceIndex committing = open();
    Map<String, String> before = committing.committed();
    epochs
        .at(partition, next - 1)
        .map(epoch -> Integer.toString(epoch))
        .or(() -> Optional.ofNullable(before.get(EPOCH)))
        .ifPresent(epoch -> facts.put(EPOCH, epoch));
    if (!facts.entrySet().stream().allMatch(f -> f.getValue().equals(before.get(f.getKey())))) {
      before.forEach((fact, value) -> {
        if (fact.startsWith(OFFSET_PREFIX)) {
          facts.putIfAbsent(fact, value);
        }
      });
      due = facts;
      commitDue();
    }
  }

  /** Does what has waited for its time, though nothing comes. */
  void tend() {
    catchUp.beginAgainIfFailed(partition);
    commitDue();
    tidying.look(next, open());
  }

  /**
   * Commits what {@link #commit} put off, and merges, which keep files until they are committed.
   */
  private void commitDue() {
    if (System.nanoTime() - lastCommit >= commitEvery.toNanos()) {
      commitDue(open());
    }
  }

  private void commitDue(FaceIndex committing) {
    Map<String, String> facts = due;
    if (facts == null && committing.hasUncommittedMerges()) {
      facts = committing.committed();
    }
    if (facts != null) {
      committing.commit(facts);
      due = null;
      lastCommit = System.nanoTime();
    }
  }

  @Override
  public @Nullable Long committedOffset(TopicPartition where) {
    String offset = open().committed().get(OFFSET_PREFIX + where);
    return offset == null ? null : Long.valueOf(offset);
  }

  @Override
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    FaceIndex asked = index;
    if (!(query instanceof IndexQuery<?> question)) {
      return QueryResult.forUnknownQueryType(query, this);
    }
    if (asked == null) {
      return QueryResult.forFailure(FailureReason.NOT_PRESENT, name + " is not open");
    }
    Position reached = getPosition();
    if (!covers(reached, bound)) {
      return QueryResult.notUpToBound(reached, bound, partition);
    }
    try {
      IndexQuery.Progress progress = progress(asked);
      if (question.isAboutFaces() && !progress.current()) {
        return QueryResult.forFailure(
            FailureReason.NOT_UP_TO_BOUND,
            name + " of partition " + partition + " has not read all there was");
      }
      PartitionAnswer<?> answered =
          new PartitionAnswer<>(question.ask(asked, progress), progress.source());
      @SuppressWarnings("unchecked") // an IndexQuery is a query for just this
      QueryResult<R> result = QueryResult.forResult((R) answered);
      result.setPosition(reached);
      return result;
    } catch (IllegalStateException e) {
      if (index == asked) {
        throw e;
      }
      return QueryResult.forFailure(FailureReason.NOT_PRESENT, name + " was closed meanwhile");
    }
  }

  private IndexQuery.Progress progress(FaceIndex asked) {
    long reads = isHere ? positions.next(partition, next) : next;
    return new IndexQuery.Progress(
        reads, asked.sourceOffset(partition).orElse(-1), passedOver.get(), catchUp.isDone(reads));
  }

  private boolean covers(Position reached, PositionBound bound) {
    Long wanted = bound.position().getPartitionPositions(topic).get(partition);
    Long here = reached.getPartitionPositions(topic).get(partition);
    return wanted == null || (here != null && here >= wanted);
  }

  @Override
  public Position getPosition() {
    return next == 0
        ? Position.emptyPosition()
        : Position.emptyPosition().withComponent(topic, partition, next - 1);
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return index != null;
  }

  @Override
  public void close() {
    FaceIndex closing = index;
    index = null;
    tidying.stop();
    if (closing != null) {
      try (closing) {
        commitDue(closing);
      } catch (UncheckedIOException | IllegalStateException e) {
        log.warn(
            "{}-{} did not commit as it closed; it is read on from the last commit",
            topic,
            partition,
            e);
      }
    }
  }

  private FaceIndex open() {
    FaceIndex open = index;
    if (open == null) {
      throw new IllegalStateException(
          "store " + name + " of partition " + partition + " is closed");
    }
    return open;
  }
}
