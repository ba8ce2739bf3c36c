package dev.likeness.search.store;

import dev.likeness.index.IndexSettings;
import dev.likeness.topics.Generation;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** The index in a process of its own, to be killed. */
final class SearchProcess {
  static final int PARTITIONS = 4;
  static final int DIMENSION = 16;
  static final int THREADS = 2;

  /** Of topics that always were what they are. */
  static final LogHistory UNCUT =
      new LogHistory() {
        @Override
        public String topicId() {
          return "the only one";
        }

        @Override
        public boolean keeps(
            int partition, long next, @Nullable String topicId, Optional<Integer> epoch) {
          return true;
        }
      };

  private SearchProcess() {}

  /** Takes the broker's address, the state directory and the model. */
  public static void main(String[] args) throws IOException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", args[0]))) {
      start(args[0], admin, Path.of(args[1]), args[2]);
      while (System.in.read() >= 0) {} // until whoever started it is gone
    }
  }

  static ScatterGather start(String bootstrap, Admin admin, Path state, String model) {
    return start(
        bootstrap, EndOffsets.of(admin, Topics.embeddings(model), PARTITIONS), state, model);
  }

  static ScatterGather start(String bootstrap, EndOffsets ends, Path state, String model) {
    ScatterGather gatherer =
        ScatterGather.create(
            new Generation(model, 1),
            IndexSettings.of(model, DIMENSION),
            config(bootstrap, state, model),
            PARTITIONS,
            ends,
            Peers.NONE);
    gatherer.streams().start();
    return gatherer;
  }

  private static Properties config(String bootstrap, Path state, String model) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "search-" + model);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 300);
    config.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    config.put(StreamsConfig.consumerPrefix("isolation.level"), "read_committed");
    config.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6_000);
    return config;
  }
}
