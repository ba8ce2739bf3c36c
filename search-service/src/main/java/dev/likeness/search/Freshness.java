package dev.likeness.search;

import dev.likeness.search.store.IndexUnavailableException;
import dev.likeness.search.store.Shards;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Compares, again and again, how far the index has come with how far its topic reaches. The service
 * is ready once every partition has read all there was; from then on the lag is told, not judged.
 */
final class Freshness implements SmartLifecycle, HealthIndicator {
  private static final Logger log = LoggerFactory.getLogger(Freshness.class);
  private static final Duration UNTIL_READY = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int CHECKS_A_SECOND = 10;

  private final Shards shards;
  private final Admin admin;
  private final Map<TopicPartition, OffsetSpec> ends;
  private volatile @Nullable Instant asOf;
  private volatile long lag = -1;
  private volatile @Nullable ScheduledExecutorService clock;
  private int checks;

  Freshness(Shards shards, Admin admin, String topic, int partitions) {
    this.shards = shards;
    this.admin = admin;
    this.ends =
        IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> OffsetSpec.latest()));
  }

  /** When the index was last known to have read all there was; null if it never has. */
  @Nullable Instant asOf() {
    return asOf;
  }

  /**
   * Refuses to answer from an index that has never read all there was.
   *
   * @throws Problem {@link Code#INDEX_NOT_READY}
   */
  void requireReady() {
    if (asOf == null) {
      throw Problem.of(
          Code.INDEX_NOT_READY,
          "the index is being read from its topic"
              + (lag < 0 ? "" : ", " + lag + " records are left")
              + "; try again");
    }
  }

  /** How many records the index had still to read at the last look; -1 if it is not known. */
  long lag() {
    return lag;
  }

  @Override
  public Health health() {
    Health.Builder health = asOf == null ? Health.outOfService() : Health.up();
    return health.withDetail("lag", lag).withDetail("asOf", String.valueOf(asOf)).build();
  }

  @Override
  public void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().name("freshness").daemon().unstarted(work));
    clock = started;
    var _ =
        started.scheduleWithFixedDelay(
            this::check, 0, UNTIL_READY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void check() {
    if (asOf != null && checks++ % CHECKS_A_SECOND != 0) {
      return;
    }
    try {
      Instant before = Instant.now();
      Map<TopicPartition, ListOffsetsResultInfo> latest =
          admin.listOffsets(ends).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      Map<Integer, Long> next = shards.next();
      long behind = 0;
      for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : latest.entrySet()) {
        long read = next.getOrDefault(end.getKey().partition(), 0L);
        behind += Math.max(0, end.getValue().offset() - read);
      }
      lag = behind;
      if (behind == 0 && next.size() == ends.size()) {
        asOf = before;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IndexUnavailableException e) {
      log.debug("freshness is not known", e);
    }
  }

  @Override
  public void stop() {
    ScheduledExecutorService stopping = clock;
    if (stopping != null) {
      stopping.shutdownNow();
    }
    clock = null;
  }

  @Override
  public boolean isRunning() {
    return clock != null;
  }
}
