package dev.likeness.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.search.knn.TopKnnCollectorManager;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;

final class SegmentSharesTest {
  private static final int WANTED = 100;

  @Test
  void shouldAskASegmentForItsShareAndSomeMoreButNeverForMoreThanAreWanted() throws IOException {
    // Given
    try (Directory files = new ByteBuffersDirectory()) {
      fill(files, 900, 100);
      try (DirectoryReader reader = DirectoryReader.open(files)) {
        SegmentShares shares =
            new SegmentShares(
                new TopKnnCollectorManager(WANTED, new IndexSearcher(reader)), WANTED, 1_000);
        List<LeafReaderContext> segments = reader.leaves();

        // Then
        assertThat(asked(shares, segments.get(0), 138)).isEqualTo(WANTED);
        assertThat(asked(shares, segments.get(1), 58)).isEqualTo(34); // 10 and 8 × 3
        assertThat(asked(shares, segments.get(1), 20)).isEqualTo(20);
        assertThat(shares.newCollector(1_000, strategy(), segments.get(1)).k()).isEqualTo(WANTED);
        assertThat(shares.isOptimistic()).isTrue();
      }
    }
  }

  private static int asked(SegmentShares shares, LeafReaderContext segment, int guess)
      throws IOException {
    return shares.newOptimisticCollector(1_000, strategy(), segment, guess).k();
  }

  private static KnnSearchStrategy strategy() {
    return KnnSearchStrategy.Hnsw.DEFAULT;
  }

  /** A segment of each size. */
  private static void fill(Directory files, int... sizes) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE);
    try (IndexWriter writer = new IndexWriter(files, config)) {
      for (int size : sizes) {
        for (int i = 0; i < size; i++) {
          writer.addDocument(new Document());
        }
        writer.flush();
      }
    }
  }
}
