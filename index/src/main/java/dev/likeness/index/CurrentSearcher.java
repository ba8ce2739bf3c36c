package dev.likeness.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;

/**
 * The searcher that sees every write made so far, and searches the segments that were merged
 * instead of those they were merged from. It is renewed when somebody reads, not when somebody
 * writes; of many readers who find it behind, one renews it. Safe for all threads.
 */
final class CurrentSearcher implements Closeable {
  private static final int REFRESH_EVERY = 50_000;

  private final SearcherManager searchers;
  private final LongSupplier merged;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong readable = new AtomicLong();
  private final ReentrantLock refreshing = new ReentrantLock();

  /**
   * @param merged how many merges of the writer have ended
   */
  CurrentSearcher(IndexWriter writer, LongSupplier merged) throws IOException {
    this.merged = merged;
    searchers = new SearcherManager(writer, new SearcherFactory());
  }

  ReferenceManager<IndexSearcher> searchers() {
    return searchers;
  }

  /** Counts a write, which the next reader is to see. */
  void wrote() throws IOException {
    written.incrementAndGet();
    if (changes() - readable.get() >= REFRESH_EVERY) {
      refresh(changes());
    }
  }

  private long changes() {
    return written.get() + merged.getAsLong();
  }

  interface Question<T> {
    T ask(IndexSearcher searcher) throws IOException;
  }

  <T> T read(Question<T> question) throws IOException {
    refresh(changes());
    IndexSearcher searcher = searchers.acquire();
    try {
      return question.ask(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  /** Makes the first {@code wanted} changes readable. */
  private void refresh(long wanted) throws IOException {
    if (readable.get() >= wanted) {
      return;
    }
    refreshing.lock();
    try {
      if (readable.get() < wanted) {
        long before = changes();
        searchers.maybeRefreshBlocking();
        readable.set(before);
      }
    } finally {
      refreshing.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    searchers.close();
  }
}
