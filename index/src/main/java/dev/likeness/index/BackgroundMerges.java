package dev.likeness.index;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.MergePolicy;

/** Lucene's merges in threads of their own, counted: a reader has to look again after each. */
final class BackgroundMerges extends ConcurrentMergeScheduler {
  private final AtomicLong ended = new AtomicLong();

  /** How many merges have ended. */
  long ended() {
    return ended.get();
  }

  @Override
  protected void doMerge(MergeSource source, MergePolicy.OneMerge merge) throws IOException {
    super.doMerge(source, merge);
    ended.incrementAndGet();
  }
}
