package dev.likeness.benchmarks;

import dev.likeness.index.IndexSettings;
import dev.likeness.index.IndexStats;
import dev.likeness.search.store.EndOffsets;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.search.store.Peers;
import dev.likeness.search.store.ScatterGather;
import dev.likeness.search.store.Shards;
import dev.likeness.topics.Generation;
import dev.likeness.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.StreamsConfig;

/** A search service's index, fresh, read from its topic. */
final class Replay {
  private static final CloseOptions LEAVING =
      CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
          .withTimeout(Duration.ofSeconds(30));
  private static final int COMMIT_MILLIS = 5_000;
  private static final int LOOK_MILLIS = 2;

  private Replay() {}

  /** Faces a second, from the start of an empty index until all are findable. */
  static double run(String bootstrap, IndexSettings settings, Path state, int threads, int faces)
      throws InterruptedException {
    Properties config = new Properties();
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "likeness-bench-" + System.nanoTime());
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    config.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    Admin admin = Admin.create(config);
    ScatterGather gatherer =
        ScatterGather.create(
            new Generation(settings.model(), 1),
            settings,
            config,
            Plan.PARTITIONS,
            EndOffsets.of(admin, Topics.embeddings(settings.model()), Plan.PARTITIONS),
            Peers.NONE);
    Shards shards = new Shards(gatherer);
    try (admin) {
      long start = System.nanoTime();
      gatherer.streams().start();
      while (findable(shards, faces) < faces) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      return faces * 1e9 / (System.nanoTime() - start);
    } finally {
      gatherer.streams().close(LEAVING);
    }
  }

  /** Counts only once everything was read: counting makes the index show what it has. */
  private static int findable(Shards shards, int faces) {
    if (shards.progress().values().stream().mapToLong(IndexQuery.Progress::next).sum() < faces) {
      return 0;
    }
    return shards.stats().values().stream().mapToInt(IndexStats::faces).sum();
  }
}
