package dev.likeness.search.generation;

import dev.likeness.faces.Source;
import dev.likeness.search.store.EndOffsets;
import dev.likeness.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Workers} by their consumer groups. Safe for all threads. */
final class LogWorkers implements Workers {
  private static final Logger log = LoggerFactory.getLogger(LogWorkers.class);

  private final Admin admin;
  private final Supplier<EndOffsets> ends;
  private final Enrollments enrollments;
  private final Map<Place, Long> unread = new ConcurrentHashMap<>();

  private record Place(String model, int partition) {}

  /**
   * @param ends of the enrollments
   */
  LogWorkers(Admin admin, Supplier<EndOffsets> ends, Enrollments enrollments) {
    this.admin = admin;
    this.ends = ends;
    this.enrollments = enrollments;
  }

  @Override
  public boolean areAtWork(String model)
      throws ExecutionException, InterruptedException, TimeoutException {
    String group = Topics.embedGroup(model);
    try {
      GroupState state =
          admin
              .describeConsumerGroups(List.of(group))
              .all()
              .get(EndOffsets.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .values()
              .iterator()
              .next()
              .groupState();
      return state != GroupState.EMPTY && state != GroupState.DEAD;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public Map<Integer, Long> ends()
      throws ExecutionException, InterruptedException, TimeoutException {
    return ends.get().now();
  }

  @Override
  public boolean haveEmbedded(String model, Map<Integer, Long> ends)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<Integer, Long> embedded = WorkerOffsets.of(admin, model);
    return ends.entrySet().stream()
        .allMatch(end ->
            isEmbedded(
                new Place(model, end.getKey()),
                embedded.getOrDefault(end.getKey(), 0L),
                end.getValue()));
  }

  /** Whether the outcome of every enrollment up to a position is in a model's embeddings. */
  boolean haveEmbedded(String model, Source position) {
    try {
      return position.offset() < ends().getOrDefault(position.partition(), -1L)
          && haveEmbedded(model, Map.of(position.partition(), position.offset() + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      log.debug("whether {} is embedded is not known", position, e);
      return false;
    }
  }

  /** Where a record was found that they have not come past yet, it is not looked for again. */
  private boolean isEmbedded(Place place, long next, long end) {
    if (next >= end) {
      return true;
    }
    if (next <= unread.getOrDefault(place, -1L)) {
      return false;
    }
    long first = enrollments.first(place.partition(), next, end);
    if (first < end) {
      unread.put(place, first);
    }
    return first >= end;
  }
}
