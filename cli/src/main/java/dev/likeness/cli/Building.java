package dev.likeness.cli;

import dev.likeness.client.NoAnswer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Begins a generation of the index and shows how far it is until it has taken over. */
final class Building {
  static final String PATH = "/v1/admin/reindex";
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final Asking asking;
  private final PrintWriter out;
  private final PrintWriter err;

  Building(Asking asking, PrintWriter out, PrintWriter err) {
    this.asking = asking;
    this.out = out;
    this.err = err;
  }

  /**
   * @param request what to build, as the HTTP API takes it
   * @param noWait whether to return once it has begun
   */
  int run(Map<String, String> request, boolean noWait) {
    long start = System.nanoTime();
    JsonNode begun = asking.ask(client -> client.post(PATH, request));
    int generation = begun.path("building").path("generation").asInt();
    if (noWait) {
      asking.print(out, begun, "generation " + generation + " is being built");
      return ExitCode.OK;
    }
    JsonNode done = watch(generation);
    boolean serving = done.path("serving").path("generation").asInt() == generation;
    asking.print(
        out,
        done,
        serving
            ? String.format(
                Locale.ROOT,
                "generation %d of model %s answers, after %.1f s",
                generation,
                done.path("serving").path("model").asString(),
                (System.nanoTime() - start) / 1e9)
            : "generation " + generation + " was given up; the index before it goes on answering");
    return serving ? ExitCode.OK : ExitCode.NO;
  }

  private JsonNode watch(int generation) {
    try (Progress progress = Progress.of("reindex", 0, err)) {
      while (true) {
        JsonNode now = look();
        JsonNode building = now.path("building");
        if (now.path("serving").path("generation").asInt() >= generation
            || (now.path("status").asString().equals("idle") && !now.isMissingNode())) {
          return now;
        }
        JsonNode part = furthestBehind(building);
        progress.at(part.path("done").asLong(), part.path("total").asLong());
        TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted; the building goes on", e);
    }
  }

  /** A service that restarts is asked again. */
  private JsonNode look() {
    try {
      return asking.ask(client -> client.get(PATH));
    } catch (NoAnswer e) {
      throw new Failure(e.getMessage() + "; the building goes on when it is back", e);
    }
  }

  /** Of the two things that have to be done, the one with more left. */
  private static JsonNode furthestBehind(JsonNode building) {
    JsonNode embedded = building.path("embedded");
    JsonNode indexed = building.path("indexed");
    return left(embedded) > left(indexed) ? embedded : indexed;
  }

  private static long left(JsonNode part) {
    return part.path("total").asLong() - part.path("done").asLong();
  }
}
