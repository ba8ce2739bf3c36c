package dev.likeness.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;

/**
 * The searcher that sees every write made so far. It is renewed when somebody reads, not when
 * somebody writes; of many readers who find it behind, one renews it. Safe for all threads.
 */
final class CurrentSearcher implements Closeable {
  private static final int REFRESH_EVERY = 50_000;

  private final SearcherManager searchers;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong readable = new AtomicLong();
  private final ReentrantLock refreshing = new ReentrantLock();

  CurrentSearcher(IndexWriter writer) throws IOException {
    searchers = new SearcherManager(writer, new SearcherFactory());
  }

  ReferenceManager<IndexSearcher> searchers() {
    return searchers;
  }

  /** Counts a write, which the next reader is to see. */
  void wrote() throws IOException {
    if (written.incrementAndGet() - readable.get() >= REFRESH_EVERY) {
      refresh(written.get());
    }
  }

  /** Makes readable what has changed without a write: merged segments. */
  void renew() throws IOException {
    refresh(written.incrementAndGet());
  }

  interface Question<T> {
    T ask(IndexSearcher searcher) throws IOException;
  }

  <T> T read(Question<T> question) throws IOException {
    refresh(written.get());
    IndexSearcher searcher = searchers.acquire();
    try {
      return question.ask(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  /** Makes the first {@code wanted} writes readable. */
  private void refresh(long wanted) throws IOException {
    if (readable.get() >= wanted) {
      return;
    }
    refreshing.lock();
    try {
      if (readable.get() < wanted) {
        long before = written.get();
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
