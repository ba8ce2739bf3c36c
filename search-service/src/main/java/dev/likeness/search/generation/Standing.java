package dev.likeness.search.generation;

import dev.likeness.search.store.IndexQuery;
import dev.likeness.topics.Generation;
import java.util.Map;

/**
 * How far a generation was at one moment.
 *
 * @param id which one
 * @param partitions how many it has
 * @param ready whether it has ever read all there was
 * @param progress by partition that answered, how far its index was
 */
record Standing(
    Generation id, int partitions, boolean ready, Map<Integer, IndexQuery.Progress> progress) {
  Standing {
    progress = Map.copyOf(progress);
  }

  static Standing of(IndexGeneration generation) {
    return new Standing(
        generation.id(),
        generation.gatherer().partitions(),
        generation.freshness().isReady(),
        generation.shards().progress());
  }

  /**
   * Whether every partition answers and has read all there was when it came to its process. Of any
   * other index its progress says nothing: it may have been lost and be read again.
   */
  boolean isWhole() {
    return ready
        && progress.size() == partitions
        && progress.values().stream().allMatch(IndexQuery.Progress::current);
  }

  /** Whether it has read its topic as far as another one of the same topic; both are whole. */
  boolean hasRead(Standing other) {
    return other.progress.entrySet().stream()
        .allMatch(e -> of(e.getKey()).next() >= e.getValue().next());
  }

  /** Whether it has seen an outcome of an enrollment as late as the other's; both are whole. */
  boolean hasSeen(Standing other) {
    return other.progress.entrySet().stream()
        .allMatch(e -> of(e.getKey()).source() >= e.getValue().source());
  }

  /** Whether it has read its topic as far as this; it is whole. */
  boolean hasRead(Map<Integer, Long> ends) {
    return ends.entrySet().stream().allMatch(end -> of(end.getKey()).next() >= end.getValue());
  }

  private IndexQuery.Progress of(int partition) {
    return progress.getOrDefault(partition, new IndexQuery.Progress(-1, -2, 0, false));
  }
}
