package dev.likeness.benchmarks;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.broker.Ports;
import dev.likeness.index.IndexSettings;
import dev.likeness.topics.TopicCatalog;
import dev.likeness.topics.TopicSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;

/**
 * How fast an index comes back: a fresh one read from the topic, and the one on disk after a clean
 * stop.
 */
final class ReplayRound implements Round {
  private static final String MODEL = "synthetic";
  private static final int WARM_UP_FACES = 20_000;
  private static final int MOST_FACES = 200_000;
  private static final int SERVED_DIMENSION = 128;
  private static final double OF_BARE = 0.8;
  private static final double AFTER_BROKER_SECONDS = 2;

  @Override
  public void run(Plan plan, Report report) throws Exception {
    int dimension = plan.dimensions().getLast();
    report.note("warming up");
    rates(plan, report, Math.min(WARM_UP_FACES, plan.faces().getFirst()), dimension);
    for (int faces : plan.faces()) {
      if (faces <= MOST_FACES) {
        replay(plan, report, faces, dimension);
      }
    }
    restart(plan, report, plan.faces().getFirst());
  }

  /** Faces a second. */
  private record Rates(double bare, double replayed) {}

  private static void replay(Plan plan, Report report, int faces, int dimension) throws Exception {
    Rates rates = rates(plan, report, faces, dimension);
    report.add(
        Row.atLeast(
            "replay over bare Lucene",
            rates.replayed() / rates.bare(),
            OF_BARE,
            "×",
            Row.with(
                "faces", faces,
                "dimension", dimension,
                "precision", IndexSettings.of(MODEL, dimension).precision(),
                "threads", Plan.cores(),
                "partitions", Plan.PARTITIONS,
                "replayed/s", rates.replayed(),
                "bare/s", rates.bare())));
  }

  private static Rates rates(Plan plan, Report report, int faces, int dimension) throws Exception {
    SyntheticFaces set = new SyntheticFaces(faces, dimension, plan.seed(), List.of());
    IndexSettings settings = IndexSettings.of(MODEL, dimension);
    int threads = Plan.cores();
    Path data = plan.scratch().resolve("replay");
    report.note("indexing " + faces + " × " + dimension + " by bare Lucene");
    double bare = BareLucene.build(data.resolve("bare"), set, settings, threads);
    double replayed;
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(
            DataDirectory.lock(data.resolve("broker")), BrokerSettings.local(Ports.free()))) {
      makeTopics(broker.bootstrap());
      report.note("publishing them and replaying the topic");
      SyntheticOutcomes.publish(set, broker.bootstrap(), MODEL, null);
      replayed = Replay.run(broker.bootstrap(), settings, data.resolve("streams"), threads, faces);
    }
    Scratch.delete(data);
    return new Rates(bare, replayed);
  }

  /** Topics that were made a moment ago may not be known to every thread of a broker yet. */
  private static void makeTopics(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      while (true) {
        try {
          TopicCatalog catalog = new TopicCatalog(TopicSettings.DEFAULT);
          catalog.ensureEmbeddings(admin, MODEL, catalog.ensure(admin));
          return;
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof RetriableException)) {
            throw e;
          }
        }
      }
    }
  }

  private static void restart(Plan plan, Report report, int faces) throws Exception {
    Path data = plan.scratch().resolve("restart");
    double ready;
    double broker;
    try (LikenessProcess likeness = LikenessProcess.start(plan.launcher(), data)) {
      Api api = new Api(likeness.http());
      report.note("stopping and starting on " + faces + " faces");
      SyntheticOutcomes.publish(
          new SyntheticFaces(faces, SERVED_DIMENSION, plan.seed(), List.of()),
          likeness.bootstrap(),
          Plan.MODEL,
          null);
      api.awaitFaces(SyntheticFaces.GALLERY, faces);
    }
    try (LikenessProcess again = LikenessProcess.start(plan.launcher(), data)) {
      Api api = new Api(again.http());
      api.awaitFaces(SyntheticFaces.GALLERY, faces);
      ready = again.toReady().toMillis() / 1e3;
      broker = again.toBroker().toMillis() / 1e3;
    }
    report.add(
        Row.atMost(
            "restart to ready beyond the broker's start",
            ready - broker,
            AFTER_BROKER_SECONDS,
            "s",
            Row.with(
                "faces", faces,
                "dimension", SERVED_DIMENSION,
                "start to broker s", broker,
                "start to ready s", ready)));
    Scratch.delete(data);
  }
}
