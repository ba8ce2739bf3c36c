package dev.likeness.index;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the faces to which no link of a segment's graph leads. Merging graphs drops
 * links, and Lucene leaves a vector that lost the last link to it as it is (apache/lucene#14436):
 * no search of the graph finds it, however wide. Found out once a segment. Safe for all threads.
 */
final class UnreachableNodes {
  private final Map<IndexReader.CacheKey, UnreachedFaces> known = new ConcurrentHashMap<>();

  UnreachedFaces of(LeafReader segment) throws IOException {
    IndexReader.CacheHelper core = segment.getCoreCacheHelper();
    UnreachedFaces before = known.get(core.getKey());
    if (before != null) {
      return before;
    }
    UnreachedFaces found = find(segment);
    if (known.putIfAbsent(core.getKey(), found) == null) {
      core.addClosedListener(known::remove);
    }
    return found;
  }

  private static UnreachedFaces find(LeafReader segment) throws IOException {
    HnswGraph graph = graph(segment);
    return graph == null || graph.size() == 0
        ? UnreachedFaces.NONE
        : UnreachedFaces.of(
            graph, segment.getFloatVectorValues(FaceDocument.VECTOR), segment.maxDoc());
  }

  private static @Nullable HnswGraph graph(LeafReader segment) throws IOException {
    return segment instanceof CodecReader reader
            && reader.getVectorReader() instanceof PerFieldKnnVectorsFormat.FieldsReader fields
            && fields.getFieldReader(FaceDocument.VECTOR) instanceof HnswGraphProvider graphs
        ? graphs.getGraph(FaceDocument.VECTOR)
        : null;
  }
}
