package dev.likeness.search.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an index has still to read before it answers: all that its topic held when its partition
 * came to this process. Whoever held it before may have answered from all of that, and no answer
 * shall go back in time. One thread begins, any may ask.
 */
final class CatchUpBarrier {
  private static final Logger log = LoggerFactory.getLogger(CatchUpBarrier.class);

  private final EndOffsets ends;
  private final UpdateNotifier signal;
  private volatile CompletableFuture<Long> end = new CompletableFuture<>();

  /**
   * @param signal raised once it is known how far there is to read
   */
  CatchUpBarrier(EndOffsets ends, UpdateNotifier signal) {
    this.ends = ends;
    this.signal = signal;
  }

  /** From where a partition's topic ends now; nothing is done before the broker has said where. */
  void begin(int partition) {
    CompletableFuture<Long> asked = ends.ask().thenApply(all -> all.getOrDefault(partition, 0L));
    end = asked;
    var _ =
        asked.whenComplete((_, failure) -> {
          if (failure != null) {
            log.warn(
                "where partition {} ends is not known, it is asked again: {}",
                partition,
                failure.toString());
          }
          signal.raise();
        });
  }

  /** Asks again if the broker did not say. */
  void beginAgainIfFailed(int partition) {
    if (end.isCompletedExceptionally()) {
      begin(partition);
    }
  }

  /**
   * Whether nothing is left to read of what there was.
   *
   * @param next the offset the index reads next
   */
  boolean isDone(long next) {
    Future<Long> known = end;
    return known.state() == Future.State.SUCCESS && next >= known.resultNow();
  }
}
