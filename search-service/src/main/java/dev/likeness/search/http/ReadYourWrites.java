package dev.likeness.search.http;

import dev.likeness.faces.Source;
import dev.likeness.runtime.HeldBack;
import dev.likeness.search.store.Shards;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a query wait for the enrollments its caller knows of: the fields {@code min_position}, and
 * {@code wait} for how long.
 */
public final class ReadYourWrites {
  public static final String POSITION = "min_position";
  public static final String POSITIONS = "\\s*\\d+:\\d+\\s*(,\\s*\\d+:\\d+\\s*)*";
  public static final String EXPECTED = "partition:offset, as an enrollment answers it";
  public static final String ABOUT_POSITION =
      "Positions as enrolling answered them, comma-separated: the index has seen them before it"
          + " answers";
  public static final String ABOUT_WAIT =
      "How long to wait for min_position: a duration (ISO 8601, or such as 5s) of at most a minute;"
          + " ten seconds if not given";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ReadYourWrites() {}

  /** A request with the two fields. */
  public interface Asked {
    /** Positions, comma-separated; nothing is waited for if null. */
    @Nullable String minPosition();

    /** How long at most; ten seconds if null. */
    @Nullable Duration patience();
  }

  /**
   * Waits for the positions a request names; at once if it names none.
   *
   * @throws Problem {@link Code#NOT_YET_APPLIED} if the index does not come there in time
   */
  public static void await(Shards shards, Asked request) {
    String positions = request.minPosition();
    if (positions == null) {
      return;
    }
    long end =
        System.nanoTime() + Objects.requireNonNullElse(request.patience(), PATIENCE).toNanos();
    for (String position : positions.split(",", -1)) {
      await(
          shards,
          parse(position.strip()),
          Duration.ofNanos(Math.max(0, end - System.nanoTime())),
          _ -> Optional.empty());
    }
  }

  /**
   * As above, for one position.
   *
   * @param holding the transaction that holds it back, if one does
   */
  public static void await(
      Shards shards, Source position, Function<Source, Optional<HeldBack>> holding) {
    await(shards, position, PATIENCE, holding);
  }

  private static void await(
      Shards shards,
      Source position,
      Duration patience,
      Function<Source, Optional<HeldBack>> holding) {
    if (!shards.await(position, patience)) {
      Long reached = shards.view().positions().get(position.partition());
      Optional<HeldBack> held = holding.apply(position);
      Problem problem =
          Problem.of(
                  Code.NOT_YET_APPLIED,
                  "the index has not come to position "
                      + position
                      + " in time; on partition "
                      + position.partition()
                      + (reached == null ? " it cannot answer now" : " it is at " + reached)
                      + held.map(transaction -> "; " + transaction).orElse(""))
              .with("position", position.toString())
              .with("reached", reached == null ? -1L : reached);
      throw held.map(HeldBack::producer)
          .map(producer -> problem.with("transaction", producer))
          .orElse(problem);
    }
  }

  private static Source parse(String text) {
    try {
      return Source.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.bad(POSITION, text, EXPECTED);
    }
  }
}
