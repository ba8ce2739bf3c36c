package dev.likeness.index;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.jspecify.annotations.Nullable;

/**
 * The faces to which a segment's graph does not lead. Merging graphs drops links, and Lucene leaves
 * a vector that lost the last link to it as it is (apache/lucene#14436): no link leads a search to
 * it, however wide. What is found out of a segment, by walking its graph, is kept. Safe for all
 * threads.
 */
final class Unreached {
  private final Map<IndexReader.CacheKey, BitSet> known = new ConcurrentHashMap<>();

  /** Their documents, by number within the segment; none if every face is reached or scanned. */
  BitSet of(LeafReader segment) throws IOException {
    IndexReader.CacheHelper core = segment.getCoreCacheHelper();
    BitSet before = known.get(core.getKey());
    if (before != null) {
      return before;
    }
    BitSet found = find(segment);
    if (known.putIfAbsent(core.getKey(), found) == null) {
      core.addClosedListener(known::remove);
    }
    return found;
  }

  private static BitSet find(LeafReader segment) throws IOException {
    BitSet unreached = new FixedBitSet(Math.max(1, segment.maxDoc()));
    HnswGraph graph = graph(segment);
    if (graph != null && graph.size() > 0) {
      BitSet reached = reached(graph);
      FloatVectorValues vectors = segment.getFloatVectorValues(FaceDocument.VECTOR);
      for (int node = 0; node < graph.size(); node++) {
        if (!reached.get(node)) {
          unreached.set(vectors.ordToDoc(node));
        }
      }
    }
    return unreached;
  }

  private static @Nullable HnswGraph graph(LeafReader segment) throws IOException {
    return segment instanceof CodecReader reader
            && reader.getVectorReader() instanceof PerFieldKnnVectorsFormat.FieldsReader fields
            && fields.getFieldReader(FaceDocument.VECTOR) instanceof HnswGraphProvider graphs
        ? graphs.getGraph(FaceDocument.VECTOR)
        : null;
  }

  /** The nodes to which links lead on the lowest level, which has all of them, from the entry. */
  private static BitSet reached(HnswGraph graph) throws IOException {
    FixedBitSet reached = new FixedBitSet(graph.size());
    int[] ahead = new int[graph.size()];
    int waiting = 0;
    ahead[waiting++] = graph.entryNode();
    while (waiting > 0) {
      graph.seek(0, ahead[--waiting]);
      for (int node = graph.nextNeighbor();
          node != DocIdSetIterator.NO_MORE_DOCS;
          node = graph.nextNeighbor()) {
        if (!reached.getAndSet(node)) {
          ahead[waiting++] = node;
        }
      }
    }
    return reached;
  }
}
