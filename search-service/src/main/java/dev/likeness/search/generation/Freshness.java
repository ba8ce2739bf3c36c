package dev.likeness.search.generation;

import dev.likeness.search.store.EndOffsets;
import dev.likeness.search.store.IndexQuery;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a generation has come against how far its topic reaches. It is ready once every partition
 * has read all there was and stays where it is; from then on the lag is reported and does not make
 * it unready. One thread checks, all may read.
 */
public final class Freshness {
  private static final Logger log = LoggerFactory.getLogger(Freshness.class);

  private final Supplier<Map<Integer, IndexQuery.Progress>> reached;
  private final EndOffsets ends;
  private final BooleanSupplier settled;
  private final Supplier<Set<Integer>> unreadable;
  private volatile @Nullable Instant asOf;
  private volatile long lag = -1;
  private volatile long total;
  private volatile boolean known;
  private boolean wasSettled;

  /**
   * @param reached by partition that can answer, how far its index has come
   * @param settled whether no partition is known to be on its way to another thread, where it
   *     cannot answer for a moment; a thread learns of it some milliseconds after another one, so
   *     two looks in a row must agree
   * @param unreadable the partitions that cannot be read on: the others answer without them
   */
  Freshness(
      Supplier<Map<Integer, IndexQuery.Progress>> reached,
      EndOffsets ends,
      BooleanSupplier settled,
      Supplier<Set<Integer>> unreadable) {
    this.unreadable = unreadable;
    this.reached = reached;
    this.ends = ends;
    this.settled = settled;
  }

  /** When the index was last known to have read all there was; null if it never has. */
  public @Nullable Instant asOf() {
    return asOf;
  }

  /** Whether the index has ever read all there was. */
  public boolean isReady() {
    return asOf != null;
  }

  /** How many records the index had still to read at the last look; -1 if it is not known. */
  public long lag() {
    return lag;
  }

  /** Whether the broker said at the last look how far there is to read. */
  public boolean isKnown() {
    return known;
  }

  /** How far its topic reached at the last look, summed over the partitions that have records. */
  public long total() {
    return total;
  }

  /** Looks again; what cannot be known stays as it was. */
  void check() throws InterruptedException {
    Instant before = Instant.now();
    try {
      Map<Integer, Long> reach = ends.now();
      Map<Integer, IndexQuery.Progress> progress = reached.get();
      Set<Integer> waiting = unreadable.get();
      long all = 0;
      long readable = 0;
      boolean answers = waiting.size() < reach.size();
      for (Map.Entry<Integer, Long> end : reach.entrySet()) {
        IndexQuery.Progress here = progress.get(end.getKey());
        long left = Math.max(0, end.getValue() - (here == null ? 0 : here.next()));
        all += left;
        if (!waiting.contains(end.getKey())) {
          readable += left;
          answers &= here != null && here.current();
        }
      }
      total = reach.values().stream().mapToLong(Long::longValue).sum();
      lag = all;
      if (readable == 0 && answers && (isReady() || wasSettled)) {
        asOf = before;
      }
      wasSettled = settled.getAsBoolean() || !waiting.isEmpty();
      known = true;
    } catch (ExecutionException | TimeoutException e) {
      known = false;
      log.debug("freshness is not known", e);
    }
  }
}
