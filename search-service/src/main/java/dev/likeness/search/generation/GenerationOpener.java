package dev.likeness.search.generation;

import dev.likeness.index.IndexSettings;
import dev.likeness.runtime.Engines;
import dev.likeness.runtime.KafkaTopics;
import dev.likeness.runtime.StreamsLifecycle;
import dev.likeness.runtime.Unreadable;
import dev.likeness.search.store.EndOffsets;
import dev.likeness.search.store.Peers;
import dev.likeness.search.store.ScatterGather;
import dev.likeness.search.store.Shards;
import dev.likeness.topics.ControlState;
import dev.likeness.topics.Generation;
import dev.likeness.topics.Topics;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelCard;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.springframework.util.FileSystemUtils;

/** Opens generations: each is an application of Kafka Streams with a directory of its own. */
public final class GenerationOpener {
  private static final String APPLICATION = "likeness-search-";

  private final Properties common;
  private final Path directory;
  private final int threads;
  private final Engines engines;
  private final KafkaTopics topics;
  private final Admin admin;
  private final LogWorkers workers;
  private final Peers peers;
  private final Unreadable unreadable;
  private final MeterRegistry meters;

  /**
   * @param common the Streams settings that all generations share
   * @param directory where their indexes are kept
   * @param threads how many build the one that answers; one fewer build the next one beside it
   */
  public GenerationOpener(
      Properties common,
      Path directory,
      int threads,
      Engines engines,
      KafkaTopics topics,
      Admin admin,
      Enrollments enrollments,
      Peers peers,
      Unreadable unreadable,
      MeterRegistry meters) {
    this.unreadable = unreadable;
    this.workers =
        new LogWorkers(
            admin,
            () -> EndOffsets.of(admin, Topics.ENROLLMENTS, topics.partitions()),
            enrollments);
    this.common = common;
    this.directory = directory;
    this.threads = threads;
    this.engines = engines;
    this.topics = topics;
    this.admin = admin;
    this.peers = peers;
    this.meters = meters;
  }

  /** The workers whose outcomes generations are made of. */
  Workers workers() {
    return workers;
  }

  static String applicationId(Generation id) {
    return APPLICATION + id.model() + "-" + id.number();
  }

  /**
   * Opens a generation where its index ends; not yet started.
   *
   * @param alone whether nothing else answers meanwhile
   * @throws IllegalArgumentException if this process has no bundle of the model
   */
  IndexGeneration open(Generation id, boolean alone) {
    FaceEngine engine = engines.of(id.model());
    ensureTopic(id.model());
    ModelCard card = engine.card();
    Properties config = new Properties();
    config.putAll(common);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(id));
    config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, alone ? threads : Math.max(1, threads - 1));
    EndOffsets ends = EndOffsets.of(admin, Topics.embeddings(id.model()), topics.partitions());
    ScatterGather gatherer =
        ScatterGather.create(
            id,
            IndexSettings.of(id.model(), card.dimension()),
            config,
            topics.partitions(),
            ends,
            peers,
            unreadable);
    KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(gatherer.streams());
    metrics.bindTo(meters);
    Shards shards = new Shards(gatherer, position -> workers.haveEmbedded(id.model(), position));
    return new IndexGeneration(
        id,
        engine,
        gatherer,
        shards,
        ends,
        new Freshness(
            shards::progress,
            ends,
            gatherer::isSettled,
            () -> unreadable.partitions(Topics.embeddings(id.model()))),
        new StreamsLifecycle("index generation " + id, gatherer.streams(), metrics::close),
        directory.resolve(applicationId(id)));
  }

  private void ensureTopic(String model) {
    try {
      topics.ensureEmbeddings(model);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the embeddings topic of " + model + " is not there", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Removes what dropped generations left on disk, as after a crash. */
  void removeAllBut(ControlState state) {
    Set<String> kept = new HashSet<>();
    Stream.of(state.active(), state.building())
        .flatMap(Stream::ofNullable)
        .forEach(id -> kept.add(applicationId(id)));
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> applications = Files.list(directory)) {
      List<Path> dropped =
          applications
              .filter(path -> path.getFileName().toString().startsWith(APPLICATION))
              .filter(path -> !kept.contains(path.getFileName().toString()))
              .toList();
      for (Path path : dropped) {
        FileSystemUtils.deleteRecursively(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be cleared", e);
    }
  }
}
