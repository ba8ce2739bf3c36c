package dev.likeness.search.store;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

/** How far a topic reaches. Safe for all threads. */
@FunctionalInterface
public interface TopicEnds {
  Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * By partition, the offset the next record of the topic will get. Does not block; fails as the
   * broker says.
   */
  CompletableFuture<Map<Integer, Long>> ask();

  /**
   * As {@link #ask}, waiting for the answer.
   *
   * @throws ExecutionException if the broker refuses to say
   * @throws TimeoutException if it does not answer within three seconds
   */
  default Map<Integer, Long> now()
      throws ExecutionException, InterruptedException, TimeoutException {
    return ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** As the broker says. */
  static TopicEnds of(Admin admin, String topic, int partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toMap(p -> new TopicPartition(topic, p), _ -> OffsetSpec.latest()));
    Function<Map.Entry<TopicPartition, ListOffsetsResultInfo>, Integer> partition =
        end -> end.getKey().partition();
    return () ->
        admin
            .listOffsets(latest)
            .all()
            .toCompletionStage()
            .toCompletableFuture()
            .thenApply(all ->
                all.entrySet().stream()
                    .collect(Collectors.toMap(partition, end -> end.getValue().offset())));
  }
}
