package dev.likeness.index;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.knn.KnnCollectorManager;
import org.apache.lucene.search.knn.KnnSearchStrategy;

/**
 * How many neighbours each segment is asked for at first: its share, by its size, of those wanted,
 * and some standard deviations more, as chance may have put more of them there. Lucene adds 16 of
 * them, which asks a segment with half of all documents for more neighbours than are wanted of all.
 */
final class SegmentShares implements KnnCollectorManager {
  private static final double DEVIATIONS = 8;

  private final KnnCollectorManager collectors;
  private final int wanted;
  private final double documents;

  /**
   * @param collectors that make the collectors
   * @param wanted of all segments
   * @param documents how many the segments have
   */
  SegmentShares(KnnCollectorManager collectors, int wanted, int documents) {
    this.collectors = collectors;
    this.wanted = wanted;
    this.documents = documents;
  }

  @Override
  public KnnCollector newCollector(
      int visitedLimit, KnnSearchStrategy strategy, LeafReaderContext segment) throws IOException {
    return collectors.newCollector(visitedLimit, strategy, segment);
  }

  @Override
  public KnnCollector newOptimisticCollector(
      int visitedLimit, KnnSearchStrategy strategy, LeafReaderContext segment, int k)
      throws IOException {
    return collectors.newOptimisticCollector(
        visitedLimit, strategy, segment, Math.min(k, share(segment.reader().maxDoc())));
  }

  private int share(int of) {
    double mean = wanted * of / documents;
    double deviation = Math.sqrt(mean * (1 - of / documents));
    return (int) Math.clamp(mean + DEVIATIONS * deviation, 1, wanted);
  }

  @Override
  public boolean isOptimistic() {
    return collectors.isOptimistic();
  }
}
