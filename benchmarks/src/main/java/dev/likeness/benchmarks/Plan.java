package dev.likeness.benchmarks;

import dev.likeness.vision.ModelBundle;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, and how large.
 *
 * @param launcher the {@code likeness} script
 * @param scratch a directory for everything that is written
 * @param faces sizes of the searched gallery, smallest first
 * @param dimensions of the vectors searched
 * @param callers how many call at once, one row each
 * @param queries timed calls a row
 * @param photos enrolled in bulk
 * @param python an interpreter that may have the peers
 * @param seed of the synthetic faces
 * @param labelled photos as {@code DIR/person/photo.jpg}, if there are any
 * @param models a directory of added models; it need not be there
 */
record Plan(
    Path launcher,
    Path scratch,
    List<Integer> faces,
    List<Integer> dimensions,
    List<Integer> callers,
    int queries,
    int photos,
    String python,
    long seed,
    @Nullable Path labelled,
    Path models) {
  /** The model that is served over HTTP unless a round says otherwise. */
  static final String MODEL = ModelBundle.DEFAULT;

  /** Partitions of each topic, and so parts of the index. */
  static final int PARTITIONS = 4;

  /** Subjects asked for. */
  static final int K = 10;

  static final double RECALL_AT_1 = 0.999;
  static final double RECALL_AT_10 = 0.99;

  private static final int MOST_WARM_UP = 100;

  /** Calls of one caller before those that are timed. */
  int warmUp() {
    return Math.min(MOST_WARM_UP, queries);
  }

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
