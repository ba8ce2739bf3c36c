package dev.likeness.search.generation;

import dev.likeness.search.store.EndOffsets;
import dev.likeness.topics.Generation;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a generation knows everything that the one it is to replace knows. For one thread.
 *
 * <p>Nothing is compared with an index that has not itself caught up: just restarted it knows
 * nothing, and anything would cover that. And what must be known does not come from an index alone,
 * which can be lost, but from the log:
 *
 * <ul>
 *   <li>Of the same model both read the same topic. The candidate has read it to an end it had (it
 *       is whole), and at least as far as the other one is now.
 *   <li>Of another model, the candidate's workers have made an outcome of every enrollment there
 *       was at some moment since they began, and the candidate has read those. The highest
 *       enrollment that the candidate has seen does not say so: while a model rests, its embeddings
 *       are given tombstones alone, which stand behind photos that nobody has embedded. From that
 *       moment on its workers go on in order, so the highest enrollments seen can be compared.
 *       Where they cannot, because a tombstone was compacted away, it is asked as before.
 * </ul>
 */
final class Coverage {
  private final Workers workers;
  private @Nullable Goal goal;

  /**
   * @param ends by partition, what the enrollments held while the model's workers were at work
   */
  private record Goal(Generation id, Map<Integer, Long> ends, boolean reached) {}

  Coverage(Workers workers) {
    this.workers = workers;
  }

  /**
   * Whether {@code candidate} knows all that {@code serving} knew when this was asked.
   *
   * @param embeddings how far the candidate's topic reaches
   */
  boolean covers(Supplier<Standing> candidate, EndOffsets embeddings, Supplier<Standing> serving)
      throws ExecutionException, InterruptedException, TimeoutException {
    Standing wanted = serving.get();
    Standing reached = candidate.get();
    if (!wanted.isWhole() || !reached.isWhole()) {
      return false;
    }
    if (reached.id().model().equals(wanted.id().model())) {
      return reached.hasRead(wanted);
    }
    return knowsTheLog(reached.id(), candidate, embeddings)
        && (reached.hasSeen(wanted)
            || knows(reached.id().model(), sources(wanted), candidate, embeddings));
  }

  private boolean knowsTheLog(Generation id, Supplier<Standing> candidate, EndOffsets embeddings)
      throws ExecutionException, InterruptedException, TimeoutException {
    Goal now = goal;
    if (now == null || !now.id().equals(id)) {
      if (!workers.areAtWork(id.model())) {
        return false;
      }
      now = new Goal(id, workers.ends(), false);
    }
    if (!now.reached() && knows(id.model(), now.ends(), candidate, embeddings)) {
      now = new Goal(id, now.ends(), true);
    }
    goal = now;
    return now.reached();
  }

  /** Whether the candidate has an outcome of every enrollment before {@code ends}. */
  private boolean knows(
      String model, Map<Integer, Long> ends, Supplier<Standing> candidate, EndOffsets embeddings)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (!workers.haveEmbedded(model, ends)) {
      return false;
    }
    Map<Integer, Long> made = embeddings.now();
    Standing reached = candidate.get();
    return reached.isWhole() && reached.hasRead(made);
  }

  private static Map<Integer, Long> sources(Standing wanted) {
    Map<Integer, Long> ends = new TreeMap<>();
    wanted.progress().forEach((partition, here) -> ends.put(partition, here.source() + 1));
    return ends;
  }
}
