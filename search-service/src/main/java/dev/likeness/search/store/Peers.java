package dev.likeness.search.store;

import dev.likeness.topics.Generation;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.state.HostInfo;

/** The other instances that share the partitions of a generation. Safe for all threads. */
public interface Peers {
  /** There are none. */
  Peers NONE =
      new Peers() {
        @Override
        public <R> CompletableFuture<Map<Integer, Answered<R>>> ask(
            HostInfo peer, Generation generation, IndexQuery<R> query) {
          return CompletableFuture.completedFuture(Map.of());
        }
      };

  /**
   * The answers of the partitions a peer holds; none if it cannot be reached, or does not hold any.
   * The future never fails.
   */
  <R> CompletableFuture<Map<Integer, Answered<R>>> ask(
      HostInfo peer, Generation generation, IndexQuery<R> query);
}
