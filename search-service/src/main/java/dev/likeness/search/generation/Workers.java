package dev.likeness.search.generation;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The workers of models, and the enrollments they read, as the broker knows them. */
interface Workers {
  /** Whether anybody embeds with a model now. */
  boolean areAtWork(String model) throws ExecutionException, InterruptedException, TimeoutException;

  /** By partition, how far the enrollments reach now. */
  Map<Integer, Long> ends() throws ExecutionException, InterruptedException, TimeoutException;

  /**
   * Whether the outcome of every enrollment before {@code ends} is in a model's embeddings: whether
   * its workers have committed that far, or there is nothing to read between where they have and
   * there.
   */
  boolean haveEmbedded(String model, Map<Integer, Long> ends)
      throws ExecutionException, InterruptedException, TimeoutException;
}
