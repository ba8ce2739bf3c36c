package dev.likeness.search.http;

import dev.likeness.search.generation.Freshness;
import dev.likeness.search.generation.Generations;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.util.function.Function;

/** The index that answers: one generation for the whole of a request. Safe for all threads. */
public final class ReadyIndex {
  private final Generations generations;

  ReadyIndex(Generations generations) {
    this.generations = generations;
  }

  /**
   * Asks an index that has read all there was at least once.
   *
   * @throws Problem {@link Code#INDEX_NOT_READY}
   */
  public <R> R ask(Function<IndexGeneration, R> question) {
    return generations.ask(asked -> {
      Freshness freshness = asked.freshness();
      if (!freshness.isReady()) {
        throw Problem.of(
            Code.INDEX_NOT_READY,
            "the index is being read from its topic"
                + (freshness.lag() < 0 ? "" : ", " + freshness.lag() + " records are left")
                + "; try again");
      }
      return question.apply(asked);
    });
  }

  /** Asks the index as far as it has come. */
  public <R> R askAnyway(Function<IndexGeneration, R> question) {
    return generations.ask(question);
  }
}
