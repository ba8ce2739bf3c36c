package dev.likeness.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.knn.KnnCollectorManager;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.SparseFixedBitSet;

/** What one search of one segment's graph came by. */
final class Route implements KnnCollectorManager {
  private final KnnCollectorManager collectors;
  private final BitSet passed;
  private int wanted;

  /**
   * @param collectors of the search
   * @param documents how many the segment has
   */
  Route(KnnCollectorManager collectors, int documents) {
    this.collectors = collectors;
    this.passed = new SparseFixedBitSet(documents);
  }

  /** The documents that were among the nearest at some time. */
  BitSet passed() {
    return passed;
  }

  /** How many were wanted. */
  int wanted() {
    return wanted;
  }

  @Override
  public KnnCollector newCollector(
      int visitedLimit, KnnSearchStrategy strategy, LeafReaderContext segment) throws IOException {
    KnnCollector collector = collectors.newCollector(visitedLimit, strategy, segment);
    wanted = collector.k();
    return new KnnCollector.Decorator(collector) {
      @Override
      public boolean collect(int document, float similarity) {
        passed.set(document);
        return super.collect(document, similarity);
      }
    };
  }
}
