package dev.likeness.benchmarks;

import dev.likeness.faces.Metadata;
import dev.likeness.index.IndexSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * The limit of finds over HTTP when every core has a caller: the same photos through the same
 * stages, and the same search, in a loop of this process.
 */
final class BareStages {
  private static final double OF_BARE_STAGES = 0.9;
  private static final double P99_OVER_P50 = 3;

  /** Until the compiler is done with what is called once a find it takes part of the machine. */
  private static final int WARM_UPS = 20;

  private static final int TURNS = 9;

  private final Plan plan;
  private final Report report;
  private final Searches searches;

  BareStages(Plan plan, Report report, Searches searches) {
    this.plan = plan;
    this.report = report;
    this.searches = searches;
  }

  /** Holds a service that has the faces against the loop. */
  void hold(Api api) throws Exception {
    SyntheticFaces set = searches.set();
    Path directory = plan.scratch().resolve("bare-stages");
    try (IndexUnderTest index =
        new IndexUnderTest(
            directory, IndexSettings.of(searches.photos().model().id(), set.dimension()))) {
      index.build(set, Plan.cores(), set::key, _ -> Metadata.NONE);
      index.settle();
      hold(
          Row.with("segments", api.segments(), "bare segments", index.segments()),
          i -> searches.find(api, i),
          i ->
              index.nearest(
                  searches.photos().probe(i).toArray(), SyntheticFaces.GALLERY, Map.of()));
    }
    Scratch.delete(directory);
  }

  private void hold(Map<String, Object> segments, Load.Call find, Load.Call stages)
      throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      closed(find);
      closed(stages);
    }
    Latency latency = new Latency();
    Turns turns =
        Turns.of(
            TURNS,
            () -> {
              Load.Answered answered = closed(find);
              latency.add(answered.latency());
              return answered.perSecond();
            },
            () -> closed(stages).perSecond());
    report.add(
        Row.atMost(
            "find p99 over p50, closed loop",
            latency.p99() / latency.p50(),
            P99_OVER_P50,
            "×",
            searches.with(
                "callers",
                Plan.cores(),
                "queries",
                TURNS * plan.queries(),
                "p50 ms",
                latency.p50(),
                "p99 ms",
                latency.p99())));
    Map<String, Object> parameters = searches.with("callers", Plan.cores());
    parameters.putAll(segments);
    parameters.putAll(turns.with("find/s", "bare stage loop/s"));
    report.add(
        Row.atLeast(
            "find throughput over bare stages", turns.ratio(), OF_BARE_STAGES, "×", parameters));
  }

  private Load.Answered closed(Load.Call call) throws InterruptedException, ExecutionException {
    return Load.closed(Plan.cores(), plan.queries(), call);
  }
}
