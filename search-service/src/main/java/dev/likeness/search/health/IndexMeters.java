package dev.likeness.search.health;

import dev.likeness.index.IndexStats;
import dev.likeness.search.generation.Generations;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.search.store.PartitionAnswer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The index in figures: of the generation that answers, the partitions this process holds. */
final class IndexMeters implements MeterBinder {
  private final Generations generations;

  IndexMeters(Generations generations) {
    this.generations = generations;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    gauge(
        meters,
        "lag",
        "Records of the topic that the index has not read",
        index -> index.freshness().lag());
    gauge(
        meters,
        "generation",
        "Number of the generation that answers",
        index -> index.id().number());
    gauge(
        meters,
        "partitions",
        "Partitions that this process holds",
        index -> progress(index).count());
    gauge(meters, "faces", "Searchable faces", index -> sum(index, IndexStats::faces));
    gauge(meters, "rejections", "Rejected faces", index -> sum(index, IndexStats::rejections));
    gauge(meters, "forgotten", "Forgotten faces", index -> sum(index, IndexStats::forgotten));
    gauge(meters, "segments", "Lucene segments", index -> sum(index, IndexStats::segments));
    gauge(meters, "merges", "Segment merges in progress", index -> sum(index, IndexStats::merges));
    gauge(meters, "bytes", "Size of the index on disk", index -> sum(index, IndexStats::bytes));
    Gauge.builder("likeness.index.building.lag", this, IndexMeters::buildingLag)
        .description(
            "Records that the generation being built has not read; -1 if none is being built")
        .register(meters);
    FunctionCounter.builder(
            "likeness.index.passed.over",
            this,
            self ->
                self.of(index -> progress(index).mapToLong(IndexQuery.Progress::passedOver).sum()))
        .description("Records that do not follow the record contract and were skipped")
        .register(meters);
  }

  private void gauge(
      MeterRegistry meters, String name, String what, ToDoubleFunction<IndexGeneration> figure) {
    Gauge.builder("likeness.index." + name, this, self -> self.of(figure))
        .description(what)
        .register(meters);
  }

  private double of(ToDoubleFunction<IndexGeneration> figure) {
    return generations.isRunning() ? figure.applyAsDouble(generations.serving()) : Double.NaN;
  }

  private double buildingLag() {
    return generations.building().map(next -> next.freshness().lag()).orElse(-1L);
  }

  private static double sum(IndexGeneration index, ToDoubleFunction<IndexStats> figure) {
    return index.gatherer().here(new IndexQuery.AskStats()).values().stream()
        .map(PartitionAnswer::answer)
        .mapToDouble(figure)
        .sum();
  }

  private static Stream<IndexQuery.Progress> progress(IndexGeneration index) {
    return index.gatherer().here(new IndexQuery.AskProgress()).values().stream()
        .map(PartitionAnswer::answer);
  }
}
