package dev.likeness.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Enrolling real photos: one by one, in bulk, and finding meanwhile. */
final class IngestRound implements Round {
  private static final double ACCEPTED_MILLIS = 10;
  private static final double FINDABLE_MILLIS = 100;
  private static final double OF_BARE = 0.9;
  private static final double OF_IDLE = 4;

  /** What is called once a photo is compiled to the end after some thousand photos. */
  private static final int WARM_UP_TURNS = 20;

  private static final int TURNS = 6;

  private static final double FINDS_A_SECOND = 5;

  @Override
  public void run(Plan plan, Report report) throws Exception {
    Path data = plan.scratch().resolve("ingest");
    try (Portfolio photos = new Portfolio(ServedModel.standard())) {
      try (LikenessProcess likeness = LikenessProcess.start(plan.launcher(), data)) {
        Api api = new Api(likeness.http());
        new Ingest(plan, report, photos, likeness, api).run();
      }
    }
    Scratch.delete(data);
  }

  private static double through(LikenessProcess likeness, String gallery, List<byte[]> photos)
      throws Exception {
    return BulkEnrolment.throughTheTopic(
        likeness.bootstrap(), Plan.MODEL, Plan.PARTITIONS, gallery, photos);
  }

  /** The plan's photos, so many times over. */
  private static List<byte[]> repeated(Plan plan, Portfolio photos, int turns) throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      all.addAll(photos.photos(0, plan.photos()));
    }
    return all;
  }

  private record Ingest(
      Plan plan, Report report, Portfolio photos, LikenessProcess likeness, Api api) {
    void run() throws Exception {
      report.note("enrolling one by one");
      idle();
      report.note("enrolling " + TURNS * plan.photos() + " photos in bulk");
      double perSecond = bulk();
      report.note("finding while as many photos are enrolled at full speed");
      findMeanwhile(perSecond);
    }

    private void idle() throws Exception {
      Latency accepted = new Latency();
      Latency findable = new Latency();
      int timed = plan.queries() / 2;
      for (int i = 0; i < plan.warmUp() + timed; i++) {
        Latency to = i < plan.warmUp() ? new Latency() : accepted;
        long nanos = api.enroll("ones", "one-" + i, photos.photo(i), to);
        if (i >= plan.warmUp()) {
          findable.record(nanos);
        }
      }
      Map<String, Object> parameters =
          Row.with(
              "enrollments",
              timed,
              "callers",
              1,
              "load",
              "idle",
              "accepted p99 ms",
              accepted.p99(),
              "findable p99 ms",
              findable.p99());
      report.add(
          Row.atMost("enroll, HTTP 202 p50", accepted.p50(), ACCEPTED_MILLIS, "ms", parameters));
      report.add(
          Row.atMost(
              "accepted to findable p50", findable.p50(), FINDABLE_MILLIS, "ms", parameters));
    }

    private double bulk() throws Exception {
      List<byte[]> warm = repeated(plan, photos, WARM_UP_TURNS);
      List<byte[]> all = repeated(plan, photos, TURNS);
      BulkEnrolment.bare(photos.engine(), all, Plan.cores());
      through(likeness, "bulk-warm", warm);
      double before = BulkEnrolment.bare(photos.engine(), all, Plan.cores());
      double pipeline = through(likeness, "bulk", all);
      double after = BulkEnrolment.bare(photos.engine(), all, Plan.cores());
      double bare = 2 / (1 / before + 1 / after);
      report.add(
          Row.atLeast(
              "bulk enrolment over bare loop",
              pipeline / bare,
              OF_BARE,
              "×",
              Row.with(
                  "photos",
                  all.size(),
                  "after",
                  warm.size(),
                  "workers",
                  Plan.cores(),
                  "pipeline/s",
                  pipeline,
                  "bare loop/s before",
                  before,
                  "bare loop/s after",
                  after)));
      return pipeline;
    }

    private void findMeanwhile(double perSecond) throws Exception {
      int finds = (int) Math.max(10, plan.photos() / perSecond * FINDS_A_SECOND);
      Load.closed(1, plan.queries(), this::find);
      Latency idle = Load.open(4, FINDS_A_SECOND, finds, this::find).latency();
      Latency busy;
      double pipeline;
      try (ExecutorService other = Executors.newSingleThreadExecutor()) {
        Future<Double> bulk =
            other.submit(() -> through(likeness, "meanwhile", photos.photos(0, plan.photos())));
        busy = Load.open(4, FINDS_A_SECOND, finds, this::find).latency();
        pipeline = bulk.get();
      }
      report.add(
          Row.atMost(
              "find p50 while ingesting over idle",
              busy.p50() / idle.p50(),
              OF_IDLE,
              "×",
              Row.with(
                  "finds/s due", FINDS_A_SECOND,
                  "finds", finds,
                  "idle p50 ms", idle.p50(),
                  "idle p99 ms", idle.p99(),
                  "busy p50 ms", busy.p50(),
                  "busy p99 ms", busy.p99(),
                  "ingested/s", pipeline)));
    }

    private void find(int query) throws IOException, InterruptedException {
      api.post("/v1/find", photos.photo(query % plan.queries()), Map.of("gallery", "ones"))
          .expect(200);
    }
  }
}
