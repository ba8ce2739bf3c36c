package dev.likeness.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FilteredDocIdSetIterator;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.search.knn.KnnCollectorManager;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/** The nearest vectors, as each segment's graph leads to them, and those to which none does. */
final class NeighbourQuery extends KnnFloatVectorQuery {
  private final Unreached unreached;

  /**
   * @param fan how many are wanted
   * @param filter what they must match; null if any will do
   */
  NeighbourQuery(float[] probe, int fan, @Nullable Query filter, Unreached unreached) {
    super(FaceDocument.VECTOR, probe, fan, filter);
    this.unreached = unreached;
  }

  @Override
  protected TopDocs approximateSearch(
      LeafReaderContext segment,
      AcceptDocs accepted,
      int visitedLimit,
      KnnCollectorManager collectors)
      throws IOException {
    TopDocs reached = super.approximateSearch(segment, accepted, visitedLimit, collectors);
    BitSet apart = unreached.of(segment.reader());
    boolean willBeScanned = reached.totalHits.relation() != TotalHits.Relation.EQUAL_TO;
    if (willBeScanned || apart.cardinality() == 0) {
      return reached;
    }
    // a segment is asked for a part of the fan first, and for more if all of that was near
    int wanted = collectors.newCollector(visitedLimit, searchStrategy, segment).k();
    if (reached.scoreDocs.length < wanted) { // stuck among few that lead to each other alone
      return exactSearch(segment, accepted.iterator(), null);
    }
    TopDocs others = exactSearch(segment, accepted(apart, accepted.bits()), null);
    return TopDocs.merge(wanted, new TopDocs[] {without(reached, apart), others});
  }

  private static DocIdSetIterator accepted(BitSet documents, @Nullable Bits accepted) {
    return new FilteredDocIdSetIterator(new BitSetIterator(documents, documents.cardinality())) {
      @Override
      protected boolean match(int document) {
        return accepted == null || accepted.get(document);
      }
    };
  }

  /** A search may still begin at one of them: from a higher level, or from what it found before. */
  private static TopDocs without(TopDocs hits, BitSet documents) {
    return new TopDocs(
        hits.totalHits,
        Arrays.stream(hits.scoreDocs)
            .filter(hit -> !documents.get(hit.doc))
            .toArray(ScoreDoc[]::new));
  }
}
