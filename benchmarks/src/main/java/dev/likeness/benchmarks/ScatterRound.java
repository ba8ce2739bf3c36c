package dev.likeness.benchmarks;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What it costs a find that a second search service holds half of the partitions: the same instance
 * is asked the same questions before and after the other one has joined.
 */
final class ScatterRound implements Round {
  private static final double ADDED_MILLIS = 5;
  private static final int WARM_UPS = 20;
  private static final int TRIES = 1_200;

  @Override
  public void run(Plan plan, Report report) throws Exception {
    Path data = plan.scratch().resolve("scatter");
    try (Portfolio photos = new Portfolio(ServedModel.standard());
        LikenessProcess first =
            LikenessProcess.start(plan.launcher(), data.resolve("first"), peer())) {
      Api api = new Api(first.http());
      Searches searches = Searches.of(plan, photos, plan.faces().getFirst());
      report.note("searching " + searches.set().size() + " faces with one instance, then with two");
      searches.publish(first, api);
      Latency alone = measure(plan, searches, api);
      try (LikenessProcess second =
          LikenessProcess.beside(
              first, "search-service", plan.launcher(), data.resolve("second"), peer())) {
        awaitShared(api, new Api(second.http()));
        Latency shared = measure(plan, searches, api);
        Recall recall = searches.recall(api);
        report.add(
            Row.atMost(
                "find p50 added by a second instance",
                shared.p50() - alone.p50(),
                ADDED_MILLIS,
                "ms",
                searches.with(
                    "queries", plan.queries(),
                    "callers", 1,
                    "alone p50 ms", alone.p50(),
                    "shared p50 ms", shared.p50(),
                    "shared p99 ms", shared.p99(),
                    "recall@1", recall.atOne(),
                    "recall@10", recall.atTen())));
      }
    }
    Scratch.delete(data);
  }

  private static Map<String, String> peer() {
    return Map.of(
        "LIKENESS_SEARCH_PEERHOST",
        "127.0.0.1",
        "LIKENESS_SEARCH_PEERPORT",
        Integer.toString(Ports.choose(BrokerSettings.LOCAL)));
  }

  private static Latency measure(Plan plan, Searches searches, Api api) throws IOException {
    for (int i = 0; i < WARM_UPS * plan.queries(); i++) {
      searches.find(api, i);
    }
    Latency latency = new Latency();
    for (int i = 0; i < plan.queries(); i++) {
      latency.record(searches.find(api, i).nanos());
    }
    return latency;
  }

  private static void awaitShared(Api first, Api second) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      int here = held(first);
      int there = held(second);
      if (here > 0 && there > 0 && here + there == Plan.PARTITIONS) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IOException("the second instance was given no partition");
  }

  private static int held(Api api) throws IOException {
    return api.get("/actuator/metrics/likeness.index.partitions")
        .expect(200)
        .body()
        .at("/measurements/0/value")
        .asInt();
  }
}
