package dev.likeness.benchmarks;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.index.IndexSettings;
import dev.likeness.topics.TopicCatalog;
import dev.likeness.topics.TopicSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.lucene.document.Document;

/**
 * How fast an index comes back: a fresh one read from the topic, and the one on disk after a clean
 * stop.
 */
final class ReplayRound implements Round {
  private static final String MODEL = "synthetic";
  private static final int WARM_UP_FACES = 20_000;

  /** A short replay is over in a second, and no two seconds of a machine are alike. */
  private static final int SHORT_UP_TO = 50_000;

  private static final int SHORT_TURNS = 31;
  private static final int LONG_TURNS = 3;

  /** Until they are over the compiler takes part of the machine. */
  private static final int WARM_UP_TURNS = 20;

  private static final int RESTARTS = 5;
  private static final int MOST_FACES = 200_000;
  private static final int SERVED_DIMENSION = 512;
  private static final double OF_BARE = 0.8;
  private static final double AFTER_BROKER_SECONDS = 2;

  @Override
  public void run(Plan plan, Report report) throws Exception {
    int dimension = plan.dimensions().getLast();
    report.note("warming up");
    int warming = Math.min(WARM_UP_FACES, plan.faces().getFirst());
    rates(plan, report, warming, dimension, warming < WARM_UP_FACES ? 1 : WARM_UP_TURNS);
    for (int faces : plan.faces()) {
      if (faces <= MOST_FACES) {
        replay(plan, report, faces, dimension);
      }
    }
    restart(plan, report, plan.faces().getFirst());
  }

  /** Figures of fewer faces than the warm-up's say that the round runs, and once says it. */
  private static int turns(int faces) {
    if (faces < WARM_UP_FACES) {
      return 1;
    }
    return faces <= SHORT_UP_TO ? SHORT_TURNS : LONG_TURNS;
  }

  private static void replay(Plan plan, Report report, int faces, int dimension) throws Exception {
    Turns rates = rates(plan, report, faces, dimension, turns(faces));
    Map<String, Object> parameters =
        Row.with(
            "faces",
            faces,
            "dimension",
            dimension,
            "precision",
            IndexSettings.of(MODEL, dimension).precision(),
            "threads",
            Plan.cores(),
            "partitions",
            Plan.PARTITIONS);
    parameters.putAll(rates.with("replayed/s", "bare/s"));
    report.add(Row.atLeast("replay over bare Lucene", rates.ratio(), OF_BARE, "×", parameters));
  }

  private static Turns rates(Plan plan, Report report, int faces, int dimension, int turns)
      throws Exception {
    SyntheticFaces set = new SyntheticFaces(faces, dimension, plan.seed(), List.of());
    IndexSettings settings = IndexSettings.of(MODEL, dimension);
    int threads = Plan.cores();
    List<Document> documents = BareLucene.documents(set);
    Path data = plan.scratch().resolve("replay");
    Turns rates;
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(DataDirectory.lock(data.resolve("broker")), BrokerSettings.local(0))) {
      makeTopics(broker.bootstrap());
      report.note("publishing " + faces + " × " + dimension);
      SyntheticOutcomes.publish(set, broker.bootstrap(), MODEL, null);
      report.note("indexing them by bare Lucene and replaying the topic");
      Path index = data.resolve("index");
      rates =
          Turns.of(
              turns,
              () -> {
                double rate = Replay.run(broker.bootstrap(), settings, index, threads, faces);
                Scratch.delete(index);
                return rate;
              },
              () -> {
                double rate = BareLucene.build(index, documents, settings, threads);
                Scratch.delete(index);
                return rate;
              });
    }
    Scratch.delete(data);
    return rates;
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
    int turns = faces >= WARM_UP_FACES ? RESTARTS : 1;
    double[] ready = new double[turns];
    double[] beyond = new double[turns];
    for (int turn = 0; turn < turns; turn++) {
      try (LikenessProcess again = LikenessProcess.start(plan.launcher(), data)) {
        new Api(again.http()).awaitFaces(SyntheticFaces.GALLERY, faces);
        ready[turn] = again.toReady().toMillis() / 1e3;
        beyond[turn] = ready[turn] - again.toBroker().toMillis() / 1e3;
      }
    }
    report.add(
        Row.atMost(
            "restart to ready beyond the broker's start",
            Turns.median(beyond),
            AFTER_BROKER_SECONDS,
            "s",
            Row.with(
                "faces",
                faces,
                "dimension",
                SERVED_DIMENSION,
                "restarts",
                turns,
                "fastest s",
                Arrays.stream(beyond).min().orElseThrow(),
                "slowest s",
                Arrays.stream(beyond).max().orElseThrow(),
                "start to ready s",
                Turns.median(ready))));
    Scratch.delete(data);
  }
}
