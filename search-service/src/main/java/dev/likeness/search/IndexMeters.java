package dev.likeness.search;

import dev.likeness.index.IndexStats;
import dev.likeness.search.generation.Generations;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.store.Answered;
import dev.likeness.search.store.IndexQuery;
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
    gauge(meters, "lag", "records to be read", index -> index.freshness().lag());
    gauge(meters, "generation", "number of the generation", index -> index.id().number());
    gauge(meters, "partitions", "partitions held here", index -> progress(index).count());
    gauge(meters, "faces", "searchable faces", index -> sum(index, IndexStats::faces));
    gauge(meters, "rejections", "rejected faces", index -> sum(index, IndexStats::rejections));
    gauge(meters, "forgotten", "forgotten faces", index -> sum(index, IndexStats::forgotten));
    gauge(meters, "segments", "Lucene segments", index -> sum(index, IndexStats::segments));
    gauge(meters, "merges", "segment merges in hand", index -> sum(index, IndexStats::merges));
    gauge(meters, "bytes", "bytes on disk", index -> sum(index, IndexStats::bytes));
    Gauge.builder("likeness.index.building.lag", this, IndexMeters::buildingLag)
        .description("records to be read by the generation being built; -1 if none is")
        .register(meters);
    FunctionCounter.builder(
            "likeness.index.passed.over",
            this,
            self ->
                self.of(index -> progress(index).mapToLong(IndexQuery.Progress::passedOver).sum()))
        .description("records that did not follow the contract")
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
        .map(Answered::answer)
        .mapToDouble(figure)
        .sum();
  }

  private static Stream<IndexQuery.Progress> progress(IndexGeneration index) {
    return index.gatherer().here(new IndexQuery.AskProgress()).values().stream()
        .map(Answered::answer);
  }
}
