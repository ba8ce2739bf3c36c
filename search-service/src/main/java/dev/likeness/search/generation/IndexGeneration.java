package dev.likeness.search.generation;

import dev.likeness.runtime.StreamsLifecycle;
import dev.likeness.search.store.EndOffsets;
import dev.likeness.search.store.ScatterGather;
import dev.likeness.search.store.Shards;
import dev.likeness.topics.Generation;
import dev.likeness.vision.FaceEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.util.FileSystemUtils;

/**
 * A generation of the index, open in this process, with the engine that embeds probes for it. Safe
 * for all threads.
 */
public final class IndexGeneration {
  private static final Duration UNHEARD_OF = Duration.ofSeconds(2);

  private final Generation id;
  private final FaceEngine engine;
  private final ScatterGather gatherer;
  private final Shards shards;
  private final EndOffsets ends;
  private final Freshness freshness;
  private final StreamsLifecycle life;
  private final Path directory;
  private final AtomicInteger leases = new AtomicInteger();
  private volatile boolean caughtUp;

  IndexGeneration(
      Generation id,
      FaceEngine engine,
      ScatterGather gatherer,
      Shards shards,
      EndOffsets ends,
      Freshness freshness,
      StreamsLifecycle life,
      Path directory) {
    this.directory = directory;
    this.id = id;
    this.engine = engine;
    this.gatherer = gatherer;
    this.shards = shards;
    this.ends = ends;
    this.freshness = freshness;
    this.life = life;
  }

  /** Which one it is. */
  public Generation id() {
    return id;
  }

  /** The consumer group of the instances that hold it. */
  public String group() {
    return GenerationOpener.applicationId(id);
  }

  /** The engine of the model whose embeddings it holds. */
  public FaceEngine engine() {
    return engine;
  }

  /** Its faces, wherever they are. */
  public Shards shards() {
    return shards;
  }

  /** The partitions this process holds of it. */
  public ScatterGather gatherer() {
    return gatherer;
  }

  /** How far the topic reaches that it is read from. */
  EndOffsets ends() {
    return ends;
  }

  /** How far it has come. */
  public Freshness freshness() {
    return freshness;
  }

  /**
   * Asks a question, and once more if the answer is nothing, when it has applied what its topic
   * holds now: nothing is unknown here that somebody has seen the outcome of there. It waits no
   * longer than two seconds for that, not at all while the broker is away, and asks again then as
   * well.
   *
   * @param nothing whether an answer is none
   */
  public <T> T askTwice(Function<Shards, T> question, Predicate<T> nothing) {
    T answer = question.apply(shards);
    if (!nothing.test(answer)) {
      return answer;
    }
    if (freshness.isKnown()) {
      var _ = shards.awaitEnd(UNHEARD_OF);
    }
    return question.apply(shards);
  }

  /**
   * Whether it knew everything the serving generation knew, at the last look: it may take over at
   * any moment.
   */
  public boolean hasCaughtUp() {
    return caughtUp;
  }

  void setCaughtUp(boolean caughtUp) {
    this.caughtUp = caughtUp;
  }

  void start() {
    life.start();
  }

  /** Keeps it open until as often released. */
  void acquire() {
    leases.incrementAndGet();
  }

  void release() {
    leases.decrementAndGet();
  }

  boolean isInUse() {
    return leases.get() > 0;
  }

  void stop() {
    life.stop();
  }

  /** Stops it and removes what it kept on disk. */
  void drop() {
    life.stop();
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be removed", e);
    }
  }
}
