package dev.likeness.embed;

import dev.likeness.embed.poison.PoisonGuards;
import dev.likeness.runtime.Control;
import dev.likeness.runtime.Engines;
import dev.likeness.runtime.KafkaClients;
import dev.likeness.runtime.KafkaTopics;
import dev.likeness.runtime.LikenessProperties;
import dev.likeness.runtime.StreamsLifecycle;
import dev.likeness.runtime.Unreadable;
import dev.likeness.topics.Topics;
import dev.likeness.vision.FaceEngine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Joins a topology to the engine, the broker and the meters. */
final class WorkerOpener implements ModelWorkers.Opener {
  private static final int COMMIT_MILLIS = 1_000;
  private static final int LINGER_MILLIS = 200;

  private final LikenessProperties properties;
  private final KafkaProperties kafka;
  private final KafkaTopics topics;
  private final Engines engines;
  private final PoisonGuards guards;
  private final MeterRegistry meters;
  private final Control control;
  private final Unreadable unreadable;
  private final Map<String, WorkerProgress> progress = new ConcurrentHashMap<>();

  WorkerOpener(
      LikenessProperties properties,
      KafkaProperties kafka,
      KafkaTopics topics,
      Engines engines,
      PoisonGuards guards,
      MeterRegistry meters,
      Control control,
      Unreadable unreadable) {
    this.unreadable = unreadable;
    this.properties = properties;
    this.kafka = kafka;
    this.topics = topics;
    this.engines = engines;
    this.guards = guards;
    this.meters = meters;
    this.control = control;
  }

  /** How the workers opened here get on, by model. */
  Map<String, WorkerProgress> progress() {
    return Collections.unmodifiableMap(progress);
  }

  @Override
  public StreamsLifecycle open(String model, Duty duty, boolean active)
      throws ExecutionException, InterruptedException {
    return switch (duty) {
      case EMBED -> embedding(model, active);
      case FORGET ->
          opened(
              "forgetting for " + model,
              ForgetTopology.build(model, topics.partitions()),
              Topics.forgetGroup(model),
              1,
              lost(model, duty),
              new WorkerProgress(System::nanoTime));
    };
  }

  private StreamsLifecycle embedding(String model, boolean active)
      throws ExecutionException, InterruptedException {
    FaceEngine engine = engines.of(model);
    topics.ensureEmbeddings(model);
    WorkerProgress own = new WorkerProgress(System::nanoTime);
    Topology topology =
        EmbedTopology.build(
            model,
            topics.partitions(),
            guards.guard(model, photo -> engine.enroll(photo))::enroll,
            () -> control.active().model().equals(model),
            new CountingWitness(model, meters, own));
    int threads = properties.parallelism();
    StreamsLifecycle life =
        opened(
            "embed-worker of " + model,
            topology,
            Topics.embedGroup(model),
            active ? threads : Math.max(1, threads - 1),
            lost(model, Duty.EMBED),
            own);
    progress.put(model, own);
    return life;
  }

  private LostOutcomes lost(String model, Duty duty) {
    return new LostOutcomes(
        () -> KafkaClients.reader(kafka, "earliest"), model, duty, topics.partitions());
  }

  private StreamsLifecycle opened(
      String name,
      Topology topology,
      String group,
      int threads,
      LostOutcomes lost,
      WorkerProgress own) {
    KafkaStreams streams =
        new KafkaStreams(
            topology, config(group, threads), new PromptClients(lost::first, unreadable));
    KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
    metrics.bindTo(meters);
    FunctionCounter restarts =
        FunctionCounter.builder(
                "likeness.worker.thread.restarts", own, WorkerProgress::threadDeaths)
            .description("Threads of the worker that died of an error and were replaced")
            .tag("worker", group)
            .register(meters);
    TimeGauge oldest =
        TimeGauge.builder(
                "likeness.worker.oldest.in.hand",
                own,
                TimeUnit.NANOSECONDS,
                p -> p.oldest().map(r -> r.since().toNanos()).orElse(0L))
            .description("How long the oldest record in hand has been worked on")
            .tag("worker", group)
            .register(meters);
    return new StreamsLifecycle(
        name,
        streams,
        own::threadDied,
        () -> {
          metrics.close();
          meters.remove(restarts);
          meters.remove(oldest);
          progress.values().remove(own);
        });
  }

  private Properties config(String group, int threads) {
    Properties config = KafkaClients.streams(kafka, COMMIT_MILLIS);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, group);
    config.put(
        StreamsConfig.STATE_DIR_CONFIG, properties.stateDirectory().resolve("embed").toString());
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 32);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 16);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 16 << 20);
    config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    return config;
  }
}
