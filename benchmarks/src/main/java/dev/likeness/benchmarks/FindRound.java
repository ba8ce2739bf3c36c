package dev.likeness.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Find and verify over HTTP, photo in, answer out, by number of faces and of callers. The faces are
 * synthetic and the probes real.
 */
final class FindRound implements Round {
  private static final double READY_SECONDS = 15;
  private static final double RESIDENT_MIB = 1536;
  private static final int RESIDENT_UP_TO = 20_000;
  private static final double OVER_STAGES = 1.15;
  private static final double OF_SMALLEST = 1.25;

  /** A JVM needs some thousand calls until the way to the engine and back is compiled well. */
  private static final int WARM_UPS = 10;

  /** Of what a closed loop reached: a queue there is grows without end. */
  private static final double OPEN_LOAD = 0.7;

  /** The p50 of find and verify in the smallest gallery of a dimension, for one caller. */
  private final Map<String, Double> smallest = new HashMap<>();

  @Override
  public void run(Plan plan, Report report) throws Exception {
    for (int dimension : plan.dimensions()) {
      try (Portfolio photos = new Portfolio(ServedModel.of(dimension))) {
        smallest.clear();
        for (int faces : plan.faces()) {
          new Size(plan, report, Searches.of(plan, photos, faces)).run();
        }
      }
    }
  }

  /** The figures of one number of faces. */
  private final class Size {
    private final Plan plan;
    private final Report report;
    private final Searches searches;
    private final SyntheticFaces set;

    Size(Plan plan, Report report, Searches searches) {
      this.plan = plan;
      this.report = report;
      this.searches = searches;
      this.set = searches.set();
    }

    void run() throws Exception {
      Path data = plan.scratch().resolve("find");
      try (LikenessProcess likeness =
          LikenessProcess.start(plan.launcher(), data, searches.photos().model().environment())) {
        Api api = new Api(likeness.http());
        if (smallest.isEmpty()) {
          report.add(
              Row.atMost(
                  "up to ready",
                  likeness.toReady().toMillis() / 1e3,
                  READY_SECONDS,
                  "s",
                  searches.with()));
        }
        report.note("publishing " + set.size() + " faces and waiting until they are findable");
        long start = System.nanoTime();
        searches.publish(likeness, api);
        report.add(
            Row.figure(
                "published to findable",
                set.size() * 1e9 / (System.nanoTime() - start),
                "faces/s",
                searches.with()));
        report.note("waiting until their segments are merged");
        long findable = System.nanoTime();
        api.awaitMerged();
        report.add(
            Row.figure(
                "findable to merged", (System.nanoTime() - findable) / 1e9, "s", searches.with()));
        report.note("searching them");
        Recall recall = recall(api);
        overStages(api, "find", recall, searches::find);
        overStages(api, "verify", recall, searches::verify);
        for (int callers : plan.callers()) {
          callers(api, recall, callers);
        }
        resident(likeness.residentMebibytes());
        if (plan.callers().contains(Plan.cores())) {
          report.note("searching them by turns with a bare loop");
          new BareStages(plan, report, searches).hold(api);
        }
      }
      Scratch.delete(data);
    }

    private void resident(double mebibytes) {
      report.add(
          set.size() <= RESIDENT_UP_TO
              ? Row.atMost("resident memory", mebibytes, RESIDENT_MIB, "MiB", searches.with())
              : Row.figure("resident memory", mebibytes, "MiB", searches.with()));
    }

    private Recall recall(Api api) throws IOException {
      Recall recall = searches.recall(api);
      Map<String, Object> parameters = searches.with("probes", recall.probes(), "k", Plan.K);
      report.add(Row.atLeast("find recall@1", recall.atOne(), Plan.RECALL_AT_1, "", parameters));
      report.add(Row.atLeast("find recall@10", recall.atTen(), Plan.RECALL_AT_10, "", parameters));
      return recall;
    }

    private interface Query {
      Api.Answer ask(Api api, int query) throws IOException;
    }

    private void overStages(Api api, String name, Recall recall, Query query) throws IOException {
      for (int i = 0; i < WARM_UPS * plan.queries(); i++) {
        query.ask(api, i);
      }
      Latency whole = new Latency();
      Latency stages = new Latency();
      Latency around = new Latency();
      for (int i = 0; i < plan.queries(); i++) {
        Api.Answer answer = query.ask(api, i);
        whole.record(answer.nanos());
        stages.recordMillis(answer.stageMillis());
        around.recordMillis(answer.nanos() / 1e6 - answer.stageMillis());
      }
      Map<String, Object> parameters =
          searches.with(
              "queries", plan.queries(),
              "callers", 1,
              "p50 ms", whole.p50(),
              "p99 ms", whole.p99(),
              "stages p50 ms", stages.p50(),
              "around them p50 ms", around.p50(),
              "recall@1", recall.atOne(),
              "recall@10", recall.atTen());
      report.add(
          Row.atMost(
              name + " p50 over sum of its stages",
              whole.p50() / stages.p50(),
              OVER_STAGES,
              "×",
              parameters));
      Double least = smallest.putIfAbsent(name, whole.p50());
      if (least != null) {
        report.add(
            Row.atMost(
                name + " p50 over that of " + plan.faces().getFirst() + " faces",
                whole.p50() / least,
                OF_SMALLEST,
                "×",
                parameters));
      }
    }

    private void callers(Api api, Recall recall, int callers) throws Exception {
      Load.Call find = i -> searches.find(api, i);
      Load.closed(callers, WARM_UPS * plan.queries() / 2, find);
      Load.Answered most = Load.closed(callers, plan.queries(), find);
      double rate = OPEN_LOAD * most.perSecond();
      Latency open = Load.open(callers, rate, plan.queries(), find).latency();
      Map<String, Object> parameters =
          searches.with(
              "callers", callers,
              "queries", plan.queries(),
              "throughput/s", most.perSecond(),
              "closed p50 ms", most.latency().p50(),
              "closed p99 ms", most.latency().p99(),
              "open rate/s", rate,
              "open p99 ms", open.p99(),
              "recall@1", recall.atOne(),
              "recall@10", recall.atTen());
      report.add(Row.figure("find p50, open loop", open.p50(), "ms", parameters));
    }
  }
}
