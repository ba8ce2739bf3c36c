package dev.likeness.search;

import dev.likeness.faces.Source;
import dev.likeness.search.store.Shards;
import dev.likeness.web.Code;
import dev.likeness.web.Durations;
import dev.likeness.web.Form;
import dev.likeness.web.Problem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes a query wait for the enrollments its caller knows of: the fields {@code min_position}, and
 * {@code wait} for how long.
 */
final class ReadYourWrites {
  static final String POSITION = "min_position";
  static final String WAIT = "wait";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private ReadYourWrites() {}

  /** Waits for the positions a form names, comma-separated; at once if it names none. */
  static void await(Shards shards, Form form) {
    await(shards, form.text(POSITION).orElse(null), form.text(WAIT).orElse(null));
  }

  /**
   * Waits for positions, comma-separated.
   *
   * @param positions nothing is waited for if null
   * @param wait how long at most; ten seconds if null
   * @throws Problem {@link Code#NOT_YET_APPLIED} if the index does not come there in time
   */
  static void await(Shards shards, @Nullable String positions, @Nullable String wait) {
    if (positions == null) {
      return;
    }
    long end =
        System.nanoTime()
            + (wait == null ? PATIENCE : Durations.parse(WAIT, wait, LONGEST)).toNanos();
    for (String position : positions.split(",", -1)) {
      await(
          shards, parse(position.strip()), Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }

  /** As above, for one position. */
  static void await(Shards shards, Source position) {
    await(shards, position, PATIENCE);
  }

  private static void await(Shards shards, Source position, Duration patience) {
    if (!shards.await(position, patience)) {
      Long reached = shards.view().positions().get(position.partition());
      throw Problem.of(
              Code.NOT_YET_APPLIED,
              "the index has not come to position "
                  + position
                  + " in time; on partition "
                  + position.partition()
                  + (reached == null ? " it cannot answer now" : " it is at " + reached))
          .with("position", position.toString())
          .with("reached", reached == null ? -1L : reached);
    }
  }

  private static Source parse(String text) {
    try {
      return Source.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.bad(POSITION, text, "partition:offset, as an enrollment answers it");
    }
  }
}
