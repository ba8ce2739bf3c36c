package dev.likeness.search.store;

import dev.likeness.topics.Generation;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;

/** The other instances that share the partitions of a generation. Safe for all threads. */
public interface Peers {
  /** There are none. */
  Peers NONE =
      new Peers() {
        @Override
        public <R> Supplier<Map<Integer, PartitionAnswer<R>>> ask(
            HostInfo peer, Generation generation, IndexQuery<R> query) {
          return Map::of;
        }
      };

  /**
   * Asks a peer for the answers of the partitions it holds, and does not wait for them. The
   * supplier does, for a limited time; it has none if the peer cannot be reached, does not answer
   * in time, or holds no partition.
   */
  <R> Supplier<Map<Integer, PartitionAnswer<R>>> ask(
      HostInfo peer, Generation generation, IndexQuery<R> query);
}
