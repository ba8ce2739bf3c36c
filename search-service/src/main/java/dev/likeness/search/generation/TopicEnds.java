package dev.likeness.search.generation;

import java.time.Duration;
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

/** How far a topic reaches. Safe for all threads. */
public interface TopicEnds {
  /**
   * By partition, the offset the next record of the topic will get.
   *
   * @throws ExecutionException if the broker refuses to say
   * @throws TimeoutException if it does not answer within three seconds
   */
  Map<Integer, Long> now() throws ExecutionException, InterruptedException, TimeoutException;

  /** As the broker says. */
  static TopicEnds of(Admin admin, String topic, int partitions) {
    Duration patience = Duration.ofSeconds(3);
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
            .get(patience.toMillis(), TimeUnit.MILLISECONDS)
            .entrySet()
            .stream()
            .collect(Collectors.toMap(partition, end -> end.getValue().offset()));
  }
}
