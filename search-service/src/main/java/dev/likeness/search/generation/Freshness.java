package dev.likeness.search.generation;

import dev.likeness.search.store.IndexQuery;
import dev.likeness.search.store.Shards;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a generation has come against how far its topic reaches. It is ready once every partition
 * has read all there was; from then on the lag is told, not judged. One thread checks, all may
 * read.
 */
public final class Freshness {
  private static final Logger log = LoggerFactory.getLogger(Freshness.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Shards shards;
  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> ends;
  private volatile @Nullable Instant asOf;
  private volatile long lag = -1;
  private volatile long total;

  Freshness(Shards shards, Admin admin, String topic, int partitions) {
    this.shards = shards;
    this.admin = admin;
    this.ends =
        IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toMap(p -> new TopicPartition(topic, p), _ -> OffsetSpec.latest()));
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

  /** How many offsets its topic had at the last look, over all partitions. */
  public long total() {
    return total;
  }

  /** Looks again; what cannot be known stays as it was. */
  void check() throws InterruptedException {
    Instant before = Instant.now();
    try {
      Map<Integer, Long> reach = ends();
      Map<Integer, IndexQuery.Progress> progress = shards.progress();
      long behind = 0;
      for (Map.Entry<Integer, Long> end : reach.entrySet()) {
        IndexQuery.Progress here = progress.get(end.getKey());
        behind += Math.max(0, end.getValue() - (here == null ? 0 : here.next()));
      }
      total = reach.values().stream().mapToLong(Long::longValue).sum();
      lag = behind;
      if (behind == 0 && progress.size() == ends.size()) {
        asOf = before;
      }
    } catch (ExecutionException | TimeoutException e) {
      log.debug("freshness is not known", e);
    }
  }

  /** By partition, the offset the next record of the topic will get. */
  Map<Integer, Long> ends() throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, ListOffsetsResultInfo> latest =
        admin.listOffsets(ends).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Function<Map.Entry<TopicPartition, ListOffsetsResultInfo>, Integer> partition =
        end -> end.getKey().partition();
    return latest.entrySet().stream()
        .collect(Collectors.toMap(partition, end -> end.getValue().offset()));
  }
}
