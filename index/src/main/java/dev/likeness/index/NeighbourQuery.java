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
import org.apache.lucene.util.SparseFixedBitSet;
import org.jspecify.annotations.Nullable;

/** The nearest vectors, as each segment's graph leads to them, and those to which none does. */
final class NeighbourQuery extends KnnFloatVectorQuery {
  private final UnreachableNodes unreached;

  /**
   * @param numCandidates how many are wanted
   * @param filter what they must match; null if any will do
   */
  NeighbourQuery(
      float[] probe, int numCandidates, @Nullable Query filter, UnreachableNodes unreached) {
    super(FaceDocument.VECTOR, probe, numCandidates, filter);
    this.unreached = unreached;
  }

  @Override
  protected TopDocs approximateSearch(
      LeafReaderContext segment,
      AcceptDocs accepted,
      int visitedLimit,
      KnnCollectorManager collectors)
      throws IOException {
    UnreachedFaces faces = unreached.of(segment.reader());
    if (faces.isEmpty()) {
      return super.approximateSearch(segment, accepted, visitedLimit, collectors);
    }
    Route route = new Route(collectors, segment.reader().maxDoc());
    TopDocs reached = super.approximateSearch(segment, accepted, visitedLimit, route);
    if (reached.totalHits.relation() != TotalHits.Relation.EQUAL_TO) { // all will be scanned
      return reached;
    }
    if (reached.scoreDocs.length < route.wanted()) { // stuck among few that lead to each other
      return exactSearch(segment, accepted.iterator(), null);
    }
    Scan scan = some -> exactSearch(segment, accepted(some, accepted.bits()), null).scoreDocs;
    return filter == null
        ? goingBack(reached, route, faces, scan)
        : merged(without(reached, faces.all()), scan.of(faces.all()), route.wanted());
  }

  private interface Scan {
    ScoreDoc[] of(BitSet some) throws IOException;
  }

  /** Goes back along links from all the search came by, and from what is near of what is found. */
  private static TopDocs goingBack(TopDocs reached, Route route, UnreachedFaces faces, Scan scan)
      throws IOException {
    TopDocs nearest = reached;
    BitSet compared = documents(reached.scoreDocs, 0, faces);
    BitSet behind = faces.behind(route.passed(), compared);
    while (behind.nextSetBit(0) != DocIdSetIterator.NO_MORE_DOCS) {
      ScoreDoc[] found = scan.of(behind);
      nearest = merged(nearest, found, route.wanted());
      float least = nearest.scoreDocs[nearest.scoreDocs.length - 1].score;
      behind = faces.behind(documents(found, least, faces), compared);
    }
    return nearest;
  }

  private static BitSet documents(ScoreDoc[] hits, float least, UnreachedFaces faces) {
    BitSet documents = new SparseFixedBitSet(faces.all().length());
    for (ScoreDoc hit : hits) {
      if (hit.score >= least) {
        documents.set(hit.doc);
      }
    }
    return documents;
  }

  private static TopDocs merged(TopDocs reached, ScoreDoc[] others, int wanted) {
    return TopDocs.merge(wanted, new TopDocs[] {reached, new TopDocs(reached.totalHits, others)});
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
