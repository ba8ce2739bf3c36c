package dev.likeness.cli;

import dev.likeness.client.NoAnswer;
import dev.likeness.client.model.BuildingGeneration;
import dev.likeness.client.model.ReindexAnswer;
import dev.likeness.client.model.ReindexRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Begins a generation of the index and shows how far it is until it has taken over. */
final class Building {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final Asking asking;

  Building(Asking asking) {
    this.asking = asking;
  }

  /**
   * @param request what to build
   * @param noWait whether to return once it has begun
   */
  int run(ReindexRequest request, boolean noWait) {
    long start = System.nanoTime();
    ReindexAnswer begun = asking.ask(client -> client.admin().reindex(request));
    int generation = begun.building() == null ? 0 : begun.building().generation();
    if (noWait) {
      asking.print(begun, "generation " + generation + " is being built");
      return ExitCode.OK;
    }
    ReindexAnswer done = watch(generation);
    boolean serving = done.serving().generation() == generation;
    asking.print(
        done,
        serving
            ? String.format(
                Locale.ROOT,
                "generation %d of model %s answers, after %.1f s",
                generation,
                done.serving().model(),
                (System.nanoTime() - start) / 1e9)
            : "generation " + generation + " was given up; the index before it goes on answering");
    return serving ? ExitCode.OK : ExitCode.NO;
  }

  private ReindexAnswer watch(int generation) {
    try (Progress progress = Progress.of("reindex", 0, asking.err())) {
      while (true) {
        ReindexAnswer now = look();
        if (now.serving().generation() >= generation || now.status().equals("idle")) {
          return now;
        }
        if (now.building() != null) {
          show(now.building(), progress);
        }
        TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted; the building goes on", e);
    }
  }

  /** A service that restarts is asked again. */
  private ReindexAnswer look() {
    try {
      return asking.ask(client -> client.admin().getReindex());
    } catch (NoAnswer e) {
      throw new Failure(e.getMessage() + "; the building goes on when it is back", e);
    }
  }

  /** Of the two things that have to be done, the one with more left. */
  private static void show(BuildingGeneration building, Progress progress) {
    long toEmbed = building.embedded().total() - building.embedded().done();
    long toIndex = building.indexed().total() - building.indexed().done();
    var part = toEmbed > toIndex ? building.embedded() : building.indexed();
    progress.at(part.done(), part.total());
  }
}
