package dev.likeness.search;

import dev.likeness.faces.Source;
import dev.likeness.search.store.Shards;
import dev.likeness.web.Code;
import dev.likeness.web.Form;
import dev.likeness.web.Problem;
import java.time.Duration;

/** Makes a query wait for the enrollments its caller knows of: the {@code min_position} field. */
final class ReadYourWrites {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Shards shards;

  ReadYourWrites(Shards shards) {
    this.shards = shards;
  }

  /** Waits for the positions a form names, comma-separated; at once if it names none. */
  void await(Form form) {
    form.text("min_position").ifPresent(this::await);
  }

  /** Waits for positions, comma-separated. */
  void await(String positions) {
    for (String position : positions.split(",", -1)) {
      await(parse(position.strip()));
    }
  }

  /**
   * Waits for one position, as for the positions of a list.
   *
   * @throws Problem {@link Code#NOT_YET_APPLIED} if the index does not come there in time
   */
  void await(Source position) {
    if (!shards.await(position, PATIENCE)) {
      throw Problem.of(
              Code.NOT_YET_APPLIED,
              "the index has not come to position "
                  + position
                  + " within "
                  + PATIENCE.toSeconds()
                  + " s; on partition "
                  + position.partition()
                  + " it is at "
                  + shards.positions().getOrDefault(position.partition(), -1L))
          .with("position", position.toString());
    }
  }

  private static Source parse(String text) {
    try {
      return Source.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.bad("min_position", text, "partition:offset, as an enrollment answers it");
    }
  }
}
