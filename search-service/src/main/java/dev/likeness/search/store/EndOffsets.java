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
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** How far a topic reaches. Safe for all threads. */
@FunctionalInterface
public interface EndOffsets {
  Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * By partition, how far there is to read: the offset the next record of the topic will get, or
   * where the first open transaction began; 0 if none is left of those before. The last offsets
   * before it need not be of records. Does not block; fails as the broker says.
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
  static EndOffsets of(Admin admin, String topic, int partitions) {
    return of(admin, topic, partitions, IsolationLevel.READ_COMMITTED);
  }

  /** As {@link #of}, but what is written behind an open transaction's beginning as well. */
  static EndOffsets written(Admin admin, String topic, int partitions) {
    return of(admin, topic, partitions, IsolationLevel.READ_UNCOMMITTED);
  }

  private static EndOffsets of(Admin admin, String topic, int partitions, IsolationLevel level) {
    ListOffsetsOptions options = new ListOffsetsOptions(level);
    Map<TopicPartition, OffsetSpec> earliest = each(topic, partitions, OffsetSpec.earliest());
    Map<TopicPartition, OffsetSpec> latest = each(topic, partitions, OffsetSpec.latest());
    return () ->
        offsets(admin, earliest, options)
            .thenCombine(offsets(admin, latest, options), EndOffsets::ends);
  }

  private static Map<TopicPartition, OffsetSpec> each(
      String topic, int partitions, OffsetSpec which) {
    return IntStream.range(0, partitions)
        .boxed()
        .collect(Collectors.toMap(p -> new TopicPartition(topic, p), _ -> which));
  }

  private static CompletableFuture<Map<Integer, Long>> offsets(
      Admin admin, Map<TopicPartition, OffsetSpec> asked, ListOffsetsOptions options) {
    Function<Map.Entry<TopicPartition, ListOffsetsResultInfo>, Integer> partition =
        answer -> answer.getKey().partition();
    return admin
        .listOffsets(asked, options)
        .all()
        .toCompletionStage()
        .toCompletableFuture()
        .thenApply(all ->
            all.entrySet().stream()
                .collect(Collectors.toMap(partition, answer -> answer.getValue().offset())));
  }

  private static Map<Integer, Long> ends(Map<Integer, Long> earliest, Map<Integer, Long> latest) {
    return latest.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                end ->
                    earliest.getOrDefault(end.getKey(), 0L) < end.getValue()
                        ? end.getValue()
                        : 0L));
  }
}
