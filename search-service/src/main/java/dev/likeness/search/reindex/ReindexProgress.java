package dev.likeness.search.reindex;

import dev.likeness.search.generation.Freshness;
import dev.likeness.search.generation.Generations;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.generation.WorkerOffsets;
import dev.likeness.search.reindex.ReindexAnswer.Building;
import dev.likeness.search.reindex.ReindexAnswer.Part;
import dev.likeness.search.reindex.ReindexAnswer.Serving;
import dev.likeness.search.store.EndOffsets;
import dev.likeness.topics.Generation;
import dev.likeness.topics.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the generation being built is. Safe for all threads. */
final class ReindexProgress {
  private static final Logger log = LoggerFactory.getLogger(ReindexProgress.class);
  private static final double NANOS = 1e9;

  private final Generations generations;
  private final Admin admin;
  private final IntSupplier partitions;
  private Look last = new Look(0, 0, 0, 0);

  /** What was seen at a moment, and the rate that followed from it. */
  private record Look(int generation, long done, long nanos, double rate) {}

  /**
   * @param partitions how many each topic has; asked with every question
   */
  ReindexProgress(Generations generations, Admin admin, IntSupplier partitions) {
    this.generations = generations;
    this.admin = admin;
    this.partitions = partitions;
  }

  /** An active generation that does not answer here yet is about to: it is not idle so far. */
  ReindexAnswer unlessServing(Generation active) {
    return of(active.equals(generations.serving().id()) ? null : active);
  }

  /**
   * @param building the generation being built; null if none is
   */
  ReindexAnswer of(@Nullable Generation building) {
    Generation serving = generations.serving().id();
    Serving answering = new Serving(serving.number(), serving.model(), embedded(serving.model()));
    return building == null
        ? new ReindexAnswer("idle", answering, null)
        : new ReindexAnswer("building", answering, building(building));
  }

  private Building building(Generation id) {
    Part known = embedded(id.model());
    Part embedded = known == null ? new Part(0, 0) : known;
    Part indexed =
        generations
            .open(id)
            .map(IndexGeneration::freshness)
            .filter(freshness -> freshness.lag() >= 0)
            .map(ReindexProgress::indexed)
            .orElse(new Part(0, 0));
    double rate = rate(id.number(), indexed.done());
    long left = Math.max(embedded.total() - embedded.done(), indexed.total() - indexed.done());
    return new Building(
        id.number(),
        id.model(),
        embedded,
        indexed,
        Math.round(rate * 10) / 10.0,
        rate > 0 ? Math.round(left / rate) : null);
  }

  private static Part indexed(Freshness freshness) {
    return new Part(freshness.total() - freshness.lag(), freshness.total());
  }

  private synchronized double rate(int generation, long done) {
    long now = System.nanoTime();
    double seconds = (now - last.nanos()) / NANOS;
    if (last.generation() != generation) {
      last = new Look(generation, done, now, 0);
    } else if (seconds > 1) {
      last = new Look(generation, done, now, Math.max(0, (done - last.done()) / seconds));
    }
    return last.rate();
  }

  private @Nullable Part embedded(String model) {
    try {
      return embedded(
          EndOffsets.of(admin, Topics.ENROLLMENTS, partitions.getAsInt()).now(),
          WorkerOffsets.of(admin, model));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("how far the workers are is not known", e);
    }
    return null;
  }

  /**
   * How much of the enrollments a model's workers have come through. Nothing may be left of a
   * partition they have read.
   *
   * @param ends by partition, how far the enrollments reach
   * @param done by partition, how far the workers have come
   */
  static Part embedded(Map<Integer, Long> ends, Map<Integer, Long> done) {
    long embedded = 0;
    long total = 0;
    for (Map.Entry<Integer, Long> end : ends.entrySet()) {
      long here = done.getOrDefault(end.getKey(), 0L);
      embedded += here;
      total += Math.max(here, end.getValue());
    }
    return new Part(embedded, total);
  }
}
