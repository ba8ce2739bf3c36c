package dev.likeness.search.pipeline;

import dev.likeness.index.IndexStats;
import dev.likeness.search.generation.Generations;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.generation.WorkerOffsets;
import dev.likeness.search.pipeline.PipelineAnswer.Faces;
import dev.likeness.search.pipeline.PipelineAnswer.Lag;
import dev.likeness.search.pipeline.PipelineAnswer.Member;
import dev.likeness.search.pipeline.PipelineAnswer.Partition;
import dev.likeness.search.store.EndOffsets;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.search.store.Shards;
import dev.likeness.topics.Topics;
import dev.likeness.web.Broker;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the pipeline. However many ask, it looks at the offsets once a second at most, and at
 * what costs more (the files of the index, the members of the groups) every five. Safe for all
 * threads.
 */
final class PipelineLook {
  private static final Duration FRESH = Duration.ofMillis(900);
  private static final Duration SLOWLY = Duration.ofSeconds(5);

  private final Generations generations;
  private final Admin admin;
  private final IntSupplier partitions;
  private @Nullable PipelineAnswer last;
  private long lastNanos;
  private @Nullable Slow slow;
  private long slowNanos;

  private record Slow(
      int generation,
      Faces faces,
      Map<String, Long> rejections,
      List<Member> workers,
      List<Member> instances) {}

  /**
   * @param partitions how many each topic has; asked with every look
   */
  PipelineLook(Generations generations, Admin admin, IntSupplier partitions) {
    this.generations = generations;
    this.admin = admin;
    this.partitions = partitions;
  }

  /**
   * The pipeline now, or a second ago.
   *
   * @throws Problem {@link Code#BROKER_UNAVAILABLE} if the broker does not answer
   */
  synchronized PipelineAnswer look() {
    PipelineAnswer known = last;
    if (known != null && isYounger(lastNanos, FRESH)) {
      return known;
    }
    try {
      PipelineAnswer now = generations.ask(this::of);
      last = now;
      lastNanos = System.nanoTime();
      return now;
    } catch (IllegalStateException e) {
      throw Problem.of(Code.INDEX_NOT_READY, "the index is being opened; try again");
    }
  }

  private static boolean isYounger(long nanos, Duration age) {
    return System.nanoTime() - nanos < age.toNanos();
  }

  private PipelineAnswer of(IndexGeneration serving) {
    return Broker.ask("does not answer", () -> of(serving, slow(serving)));
  }

  private PipelineAnswer of(IndexGeneration serving, Slow slow)
      throws ExecutionException, InterruptedException, TimeoutException {
    String model = serving.id().model();
    int count = partitions.getAsInt();
    Map<Integer, Long> published = EndOffsets.of(admin, Topics.ENROLLMENTS, count).now();
    Map<Integer, Long> outcomes = EndOffsets.of(admin, Topics.embeddings(model), count).now();
    Map<Integer, Long> embedded = WorkerOffsets.of(admin, model);
    Map<Integer, IndexQuery.Progress> indexed = serving.shards().progress();
    List<Partition> all =
        published.keySet().stream()
            .sorted()
            .map(p ->
                new Partition(
                    p,
                    published.getOrDefault(p, 0L),
                    embedded.getOrDefault(p, 0L),
                    outcomes.getOrDefault(p, 0L),
                    indexed.containsKey(p) ? indexed.get(p).next() : 0))
            .toList();
    return new PipelineAnswer(
        Instant.now(),
        model,
        serving.id().number(),
        generations.building().map(next -> next.id().number()).orElse(null),
        new Lag(
            sum(all, p -> Math.max(0, p.published() - p.embedded())),
            sum(all, p -> Math.max(0, p.outcomes() - p.indexed()))),
        slow.faces(),
        slow.rejections(),
        all,
        slow.workers(),
        slow.instances());
  }

  private Slow slow(IndexGeneration serving)
      throws ExecutionException, InterruptedException, TimeoutException {
    Slow known = slow;
    if (known != null
        && known.generation() == serving.id().number()
        && isYounger(slowNanos, SLOWLY)) {
      return known;
    }
    Shards shards = serving.shards();
    Collection<IndexStats> stats = shards.stats().values();
    Slow now =
        new Slow(
            serving.id().number(),
            new Faces(
                sum(stats, IndexStats::faces),
                sum(stats, IndexStats::rejections),
                sum(stats, IndexStats::forgotten),
                sum(stats, IndexStats::bytes)),
            shards.reasons(),
            members(Topics.embedGroup(serving.id().model()), Topics.ENROLLMENTS),
            members(serving.group(), Topics.embeddings(serving.id().model())));
    slow = now;
    slowNanos = System.nanoTime();
    return now;
  }

  private List<Member> members(String group, String topic)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      ConsumerGroupDescription described =
          admin
              .describeConsumerGroups(List.of(group))
              .all()
              .get(EndOffsets.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .get(group);
      return described == null ? List.of() : members(described, topic);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw e;
    }
  }

  private static List<Member> members(ConsumerGroupDescription group, String topic) {
    return group.members().stream()
        .map(member ->
            new Member(
                member.clientId(),
                member.host().replaceFirst("^/", ""),
                member.assignment().topicPartitions().stream()
                    .filter(where -> where.topic().equals(topic))
                    .map(where -> where.partition())
                    .sorted()
                    .toList()))
        .sorted(Comparator.comparing(Member::id))
        .toList();
  }

  private static <T> long sum(Collection<T> all, ToLongFunction<T> figure) {
    return all.stream().mapToLong(figure).sum();
  }
}
