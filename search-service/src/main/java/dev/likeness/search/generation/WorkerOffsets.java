package dev.likeness.search.generation;

import dev.likeness.search.store.EndOffsets;
import dev.likeness.topics.Topics;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** How far the workers of a model have come through the enrollments. */
public final class WorkerOffsets {
  private WorkerOffsets() {}

  /**
   * By partition, the offset of the enrollments they read next; without those of which they have
   * read nothing.
   *
   * @throws ExecutionException if the broker refuses to say
   * @throws TimeoutException if it does not answer within three seconds
   */
  public static Map<Integer, Long> of(Admin admin, String model)
      throws ExecutionException, InterruptedException, TimeoutException {
    return admin
        .listConsumerGroupOffsets(Topics.embedGroup(model))
        .partitionsToOffsetAndMetadata()
        .get(EndOffsets.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .entrySet()
        .stream()
        .filter(committed -> committed.getKey().topic().equals(Topics.ENROLLMENTS))
        .filter(committed -> Objects.nonNull(committed.getValue()))
        .collect(
            Collectors.toMap(
                committed -> committed.getKey().partition(),
                committed -> committed.getValue().offset()));
  }
}
