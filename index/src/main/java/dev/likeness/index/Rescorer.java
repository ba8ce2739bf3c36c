package dev.likeness.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.VectorUtil;

/** The vectors as they were put in, whatever the precision of the ones a search compares. */
final class Rescorer {
  private static final Comparator<ScoreDoc> BEST_FIRST =
      Comparator.<ScoreDoc>comparingDouble(hit -> hit.score).reversed();

  private Rescorer() {}

  static float[] of(List<LeafReaderContext> leaves, int doc) throws IOException {
    LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
    FloatVectorValues vectors = leaf.reader().getFloatVectorValues(FaceDocument.VECTOR);
    return vectors.vectorValue(ordinal(vectors.iterator(), doc - leaf.docBase));
  }

  /** Scores each hit by its full vector, as Lucene scores a dot product, and sorts by score. */
  static void rescore(List<LeafReaderContext> leaves, float[] probe, ScoreDoc[] hits)
      throws IOException {
    Arrays.sort(hits, Comparator.comparingInt(hit -> hit.doc));
    int next = 0;
    for (LeafReaderContext leaf : leaves) {
      int end = leaf.docBase + leaf.reader().maxDoc();
      if (next < hits.length && hits[next].doc < end) {
        FloatVectorValues vectors = leaf.reader().getFloatVectorValues(FaceDocument.VECTOR);
        KnnVectorValues.DocIndexIterator documents = vectors.iterator();
        for (; next < hits.length && hits[next].doc < end; next++) {
          int ordinal = ordinal(documents, hits[next].doc - leaf.docBase);
          float dot = VectorUtil.dotProduct(probe, vectors.vectorValue(ordinal));
          hits[next].score = Math.max((1 + dot) / 2, 0);
        }
      }
    }
    Arrays.sort(hits, BEST_FIRST);
  }

  private static int ordinal(KnnVectorValues.DocIndexIterator documents, int doc)
      throws IOException {
    if (documents.advance(doc) != doc) {
      throw new IllegalStateException("document " + doc + " has no vector");
    }
    return documents.index();
  }
}
