package dev.likeness.benchmarks;

import dev.likeness.index.IndexSettings;
import dev.likeness.index.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/** What Lucene does by itself with the same vectors: a key and a vector a document, no more. */
final class BareLucene {
  private static final int CONNECTIONS = 16;
  private static final int BEAM_WIDTH = 100;
  private static final double BUFFER_MEBIBYTES = 64;

  private BareLucene() {}

  /** Makes what is indexed of all faces; it would be part of the time they take. */
  static List<Document> documents(SyntheticFaces faces) {
    return IntStream.range(0, faces.size()).mapToObj(face -> document(faces, face)).toList();
  }

  /**
   * Faces a second until all are findable, in one index a partition, by so many threads. Nothing is
   * committed and no merge waited for.
   */
  static double build(Path directory, List<Document> faces, IndexSettings settings, int threads)
      throws Exception {
    List<IndexWriter> writers = new ArrayList<>();
    try {
      for (int part = 0; part < Plan.PARTITIONS; part++) {
        Directory files = FSDirectory.open(directory.resolve("part-" + part));
        writers.add(new IndexWriter(files, config(settings).setMaxFullFlushMergeWaitMillis(0)));
      }
      Load.Answered all =
          Load.closed(
              threads,
              threads,
              thread -> {
                for (int part = thread; part < Plan.PARTITIONS; part += threads) {
                  IndexWriter writer = writers.get(part);
                  for (int i = part; i < faces.size(); i += Plan.PARTITIONS) {
                    writer.addDocument(faces.get(i));
                  }
                  DirectoryReader.open(writer).close();
                }
              });
      return faces.size() * all.perSecond() / threads;
    } finally {
      for (IndexWriter writer : writers) {
        writer.rollback();
        writer.getDirectory().close();
      }
    }
  }

  /** Median milliseconds of a search for so many neighbours in one index of all faces. */
  static double search(
      Path directory, SyntheticFaces faces, IndexSettings settings, int neighbours, int queries)
      throws Exception {
    try (Directory files = FSDirectory.open(directory)) {
      try (IndexWriter writer = new IndexWriter(files, config(settings))) {
        for (int i = 0; i < faces.size(); i++) {
          writer.addDocument(document(faces, i));
        }
        writer.forceMerge(1);
        writer.commit();
      }
      try (DirectoryReader reader = DirectoryReader.open(files)) {
        IndexSearcher searcher = new IndexSearcher(reader);
        Load.Call search =
            i ->
                searcher.search(
                    new KnnFloatVectorQuery(
                        "vector", faces.probe(i % faces.subjects(), i), neighbours),
                    neighbours);
        Load.closed(1, queries, search);
        return Load.closed(1, queries, search).latency().p50();
      }
    }
  }

  private static Document document(SyntheticFaces faces, int face) {
    Document document = new Document();
    document.add(new StringField("key", faces.key(face).toString(), Field.Store.YES));
    document.add(
        new KnnFloatVectorField(
            "vector", faces.vector(face), VectorSimilarityFunction.DOT_PRODUCT));
    return document;
  }

  private static IndexWriterConfig config(IndexSettings settings) {
    KnnVectorsFormat vectors = format(settings);
    return new IndexWriterConfig()
        .setRAMBufferSizeMB(BUFFER_MEBIBYTES)
        .setCodec(
            new Lucene104Codec() {
              @Override
              public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return vectors;
              }
            });
  }

  /** With a graph from the size on from which the index has one. */
  private static KnnVectorsFormat format(IndexSettings settings) {
    int exact = Math.max(3, settings.exactUpTo());
    int threshold = (int) Math.ceil(exact / Math.log(exact));
    return settings.precision() == Precision.EIGHT_BIT
        ? new Lucene104HnswScalarQuantizedVectorsFormat(
            ScalarEncoding.UNSIGNED_BYTE, CONNECTIONS, BEAM_WIDTH, 1, null, threshold)
        : new Lucene99HnswVectorsFormat(CONNECTIONS, BEAM_WIDTH, 1, null, threshold);
  }
}
