package dev.likeness.search.generation;

import dev.likeness.runtime.Control;
import dev.likeness.runtime.Ticker;
import dev.likeness.topics.ControlState;
import dev.likeness.topics.Generation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The generations open in this process: the one that answers, the one being built, and those that
 * still answer what was asked before they were replaced. Safe for all threads.
 *
 * <p>It follows the control topic. A generation that was made the active one takes over here once
 * it has read as far as the one it replaces, so that no answer goes back in time.
 */
public final class Generations implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Generations.class);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final int TICKS_A_LOOK = 5;
  private static final int TICKS_A_SECOND = 50;

  /** An index that has to be read anew takes longer, and then each look is one too many. */
  private static final int BEGINNING_TICKS = 5 * TICKS_A_SECOND;

  /**
   * Other instances may ask for the partitions of a replaced generation until they have switched.
   */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Control control;
  private final GenerationOpener opener;
  private final Takeover takeover;
  private final List<Retired> retired = new ArrayList<>();
  private volatile @Nullable IndexGeneration serving;
  private volatile @Nullable IndexGeneration next;
  private final Ticker ticker = new Ticker("generations", this::tick);
  private int ticks;
  private String told = "";

  private record Retired(IndexGeneration generation, Instant since) {}

  /** Of a process; nothing is open before {@link #start}. */
  public static Generations create(Control control, GenerationOpener opener, Admin admin) {
    return new Generations(
        control, opener, new Takeover(control, admin, new Coverage(opener.workers())));
  }

  private Generations(Control control, GenerationOpener opener, Takeover takeover) {
    this.control = control;
    this.opener = opener;
    this.takeover = takeover;
  }

  /**
   * Asks the generation that answers now, which stays open meanwhile.
   *
   * @throws IllegalStateException while the service starts or stops
   */
  public <R> R ask(Function<IndexGeneration, R> question) {
    IndexGeneration asked = acquire();
    try {
      return question.apply(asked);
    } finally {
      asked.release();
    }
  }

  private IndexGeneration acquire() {
    while (true) {
      IndexGeneration now = serving();
      now.acquire();
      if (now == serving) {
        return now;
      }
      now.release();
    }
  }

  /** The generation that answers now. */
  public IndexGeneration serving() {
    IndexGeneration now = serving;
    if (now == null) {
      throw new IllegalStateException("no generation of the index is open");
    }
    return now;
  }

  /** The generation being built, if one is. */
  public Optional<IndexGeneration> building() {
    return Optional.ofNullable(next);
  }

  /** An open generation. */
  public Optional<IndexGeneration> open(Generation id) {
    Stream<@Nullable IndexGeneration> current = Stream.of(serving, next);
    List<Retired> replaced;
    synchronized (retired) {
      replaced = List.copyOf(retired);
    }
    return Stream.concat(
            current.flatMap(Stream::ofNullable), replaced.stream().map(Retired::generation))
        .filter(generation -> generation.id().equals(id))
        .findFirst();
  }

  @Override
  public void start() {
    opener.removeAllBut(control.state());
    IndexGeneration first = opener.open(control.active(), true);
    first.start();
    serving = first;
    ticker.start(Duration.ZERO, PAUSE);
  }

  private void tick() {
    try {
      ticks++;
      if (!isBeginning() && ticks % TICKS_A_LOOK != 0) {
        return;
      }
      follow(control.state());
      told = "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      tellOnce(e);
    }
  }

  /** Whether a moment may decide how soon this process answers: an index that was there is open. */
  private boolean isBeginning() {
    return ticks < BEGINNING_TICKS && !serving().freshness().isReady();
  }

  /** It is tried again ten times a second or more; a failure is logged when it changes. */
  private void tellOnce(Exception e) {
    if (!told.equals(e.toString())) {
      told = e.toString();
      log.warn("the generations cannot be looked after, it is tried again", e);
    }
  }

  private void follow(ControlState state) throws InterruptedException, ExecutionException {
    IndexGeneration now = serving();
    Generation active = control.active();
    Generation wanted = active.equals(now.id()) ? state.building() : active;
    check(now);
    prepare(wanted);
    IndexGeneration candidate = next;
    if (candidate != null) {
      candidate.freshness().check();
      boolean waitedFor = candidate.hasCaughtUp();
      candidate.setCaughtUp(takeover.covers(candidate, now));
      if (candidate.id().equals(active) && mayReplace(candidate, waitedFor, now)) {
        replace(now, candidate);
      } else if (candidate.hasCaughtUp() && takeover.isDecidedHere(candidate)) {
        takeover.decide(candidate.id());
      }
    }
    dropRetired();
  }

  /**
   * Whether an active generation may answer from now on. If the old one answers, only if deletes
   * have waited for the new one since before this look: one that did not may have been answered
   * since the old one was asked how far it is. One that does not answer has nothing to go back
   * from, and a restart would open the active one at once.
   */
  private static boolean mayReplace(
      IndexGeneration candidate, boolean waitedFor, IndexGeneration serving) {
    return candidate.hasCaughtUp()
        ? waitedFor
        : !serving.freshness().isReady() && Standing.of(candidate).isWhole();
  }

  private void check(IndexGeneration now) throws InterruptedException {
    if (!now.freshness().isReady() || ticks % TICKS_A_SECOND == 0) {
      now.freshness().check();
    }
  }

  /** Opens what is wanted beside the serving generation, and drops what no longer is. */
  private void prepare(@Nullable Generation wanted) {
    IndexGeneration before = next;
    if (before != null && !before.id().equals(wanted)) {
      log.info("generation {} is no longer wanted", before.id());
      next = null;
      before.drop();
    }
    if (wanted != null && next == null) {
      log.info("building generation {}", wanted);
      IndexGeneration opened = opener.open(wanted, false);
      opened.start();
      next = opened;
    }
  }

  private void replace(IndexGeneration before, IndexGeneration candidate) {
    synchronized (retired) {
      retired.add(new Retired(before, Instant.now()));
    }
    serving = candidate;
    next = null;
    log.info("generation {} answers, {} does no longer", candidate.id(), before.id());
  }

  private void dropRetired() {
    List<Retired> due;
    synchronized (retired) {
      due =
          retired.stream()
              .filter(one -> !one.generation().isInUse())
              .filter(one -> one.since().plus(GRACE).isBefore(Instant.now()))
              .toList();
    }
    for (Retired one : due) {
      synchronized (retired) { // one at a time: those behind one that fails are tried again
        retired.remove(one);
      }
      one.generation().drop();
      takeover.removeGroup(one.generation().id());
      log.info("generation {} is removed", one.generation().id());
    }
  }

  @Override
  public void stop() {
    ticker.stop();
    Stream<@Nullable IndexGeneration> current = Stream.of(serving, next);
    current.flatMap(Stream::ofNullable).forEach(IndexGeneration::stop);
    synchronized (retired) {
      retired.forEach(one -> one.generation().drop());
      retired.clear();
    }
  }

  @Override
  public boolean isRunning() {
    return ticker.isRunning();
  }

  /** Before web servers start taking requests, after them when stopping. */
  @Override
  public int getPhase() {
    return 0;
  }
}
