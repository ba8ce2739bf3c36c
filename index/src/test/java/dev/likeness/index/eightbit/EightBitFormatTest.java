package dev.likeness.index.eightbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Random;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.quantization.OptimizedScalarQuantizer;
import org.apache.lucene.util.quantization.OptimizedScalarQuantizer.QuantizationResult;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.apache.lucene.util.quantization.QuantizedVectorsReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EightBitFormatTest {
  private static final String FIELD = "vector";
  private static final int DIMENSION = 67;
  private static final int DOCUMENTS = 700;
  private static final int NO_GRAPH = Integer.MAX_VALUE / 2;

  private final Directory files = new ByteBuffersDirectory();
  private Random random;

  @BeforeEach
  void seed() {
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("EightBitFormatTest seed " + seed);
    random = new Random(seed);
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, " + NO_GRAPH, "3, 0", "3, " + NO_GRAPH})
  void shouldWriteWhatLuceneReads(int segments, int graphThreshold) throws IOException {
    // When
    write(segments, graphThreshold);

    // Then
    assertThat(KnnVectorsFormat.forName(new EightBitFormat(16, 100, graphThreshold).getName()))
        .isExactlyInstanceOf(Lucene104HnswScalarQuantizedVectorsFormat.class);
    try (CheckIndex check = new CheckIndex(files)) {
      assertThat(check.checkIndex().clean).isTrue();
    }
    try (DirectoryReader reader = DirectoryReader.open(files)) {
      assertThat(reader.leaves()).hasSize(1);
      assertThat(differences(reader.leaves().getFirst())).isPositive().isLessThanOrEqualTo(0.501f);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldTellSimilaritiesAsFullVectorsDo(int segments) throws IOException {
    // Given
    write(segments, NO_GRAPH);
    float[] probe = vector();

    try (DirectoryReader reader = DirectoryReader.open(files)) {
      // When
      ScoreDoc[] found =
          new IndexSearcher(reader).search(new KnnFloatVectorQuery(FIELD, probe, 20), 20).scoreDocs;

      // Then
      assertThat(found).hasSize(20);
      for (ScoreDoc hit : found) {
        float dot = VectorUtil.dotProduct(probe, full(reader.leaves().getFirst(), hit.doc));
        assertThat(2 * hit.score - 1).isCloseTo(dot, within(0.005f));
      }
    }
  }

  @Test
  void shouldKeepVectorsThatAreAllAlike() throws IOException {
    // Given
    float[] only = vector();
    try (IndexWriter writer = writer(NO_GRAPH)) {
      writer.addDocument(document(only));
      writer.addDocument(document(only));
    }

    try (DirectoryReader reader = DirectoryReader.open(files)) {
      // When
      ScoreDoc[] found =
          new IndexSearcher(reader).search(new KnnFloatVectorQuery(FIELD, only, 2), 2).scoreDocs;

      // Then
      assertThat(found)
          .hasSize(2)
          .allSatisfy(hit -> assertThat(hit.score).isCloseTo(1, within(1e-5f)));
    }
  }

  @Test
  void shouldRefuseAnotherSimilarity() throws IOException {
    // Given
    Document document = new Document();
    document.add(new KnnFloatVectorField(FIELD, vector(), VectorSimilarityFunction.COSINE));

    try (IndexWriter writer = writer(NO_GRAPH)) {
      // When // Then
      assertThatThrownBy(() -> writer.addDocument(document))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "vectors of field vector are FLOAT32 and compared by COSINE,"
                  + " FLOAT32 and DOT_PRODUCT are needed");
    }
  }

  @Test
  void shouldRefuseAnIndexThatSortsItsDocuments() throws IOException {
    // Given
    IndexWriterConfig config =
        config(NO_GRAPH).setIndexSort(new Sort(new SortField("rank", SortField.Type.LONG)));
    IndexWriter writer = new IndexWriter(files, config);
    for (int rank = 2; rank > 0; rank--) {
      Document document = document(vector());
      document.add(new NumericDocValuesField("rank", rank));
      writer.addDocument(document);
    }

    // When // Then
    assertThatThrownBy(writer::commit)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sorts its documents");
    writer.rollback();
  }

  /**
   * One segment in the end; of several, some documents of which were deleted, if more are asked.
   */
  private void write(int segments, int graphThreshold) throws IOException {
    try (IndexWriter writer = writer(graphThreshold)) {
      for (int i = 0; i < DOCUMENTS; i++) {
        Document document = i % 7 == 3 ? new Document() : document(vector());
        document.add(new StringField("key", String.valueOf(i), Field.Store.NO));
        writer.addDocument(document);
        if ((i + 1) % (DOCUMENTS / segments + 1) == 0) {
          writer.flush();
        }
      }
    }
    if (segments > 1) {
      try (IndexWriter writer = new IndexWriter(files, config(graphThreshold))) {
        for (int i = 0; i < DOCUMENTS; i += 11) {
          writer.deleteDocuments(new Term("key", String.valueOf(i)));
        }
        writer.forceMerge(1);
      }
    }
  }

  private IndexWriter writer(int graphThreshold) throws IOException {
    return new IndexWriter(files, config(graphThreshold).setMergePolicy(NoMergePolicy.INSTANCE));
  }

  private static IndexWriterConfig config(int graphThreshold) {
    KnnVectorsFormat format = new EightBitFormat(16, 100, graphThreshold);
    return new IndexWriterConfig()
        .setCodec(
            new Lucene104Codec() {
              @Override
              public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
              }
            });
  }

  private static Document document(float[] vector) {
    Document document = new Document();
    document.add(new KnnFloatVectorField(FIELD, vector, VectorSimilarityFunction.DOT_PRODUCT));
    return document;
  }

  /** Of unit length; all lean to one side, so that their mean counts. */
  private float[] vector() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) (0.5 + random.nextGaussian());
    }
    VectorUtil.l2normalize(vector);
    return vector;
  }

  /** The most a component read back differs from the full one, in steps of its vector. */
  private float differences(LeafReaderContext segment) throws IOException {
    QuantizedByteVectorValues reduced = reduced(segment);
    FloatVectorValues full = segment.reader().getFloatVectorValues(FIELD);
    assertThat(reduced.size()).isEqualTo(full.size()).isGreaterThan(DOCUMENTS / 2);
    float most = 0;
    float[] back = new float[DIMENSION];
    for (int i = 0; i < full.size(); i++) {
      assertThat(reduced.ordToDoc(i)).isEqualTo(full.ordToDoc(i));
      byte[] bytes = reduced.vectorValue(i);
      QuantizationResult interval = reduced.getCorrectiveTerms(i);
      float least = interval.lowerInterval();
      float greatest = interval.upperInterval();
      OptimizedScalarQuantizer.deQuantize(
          bytes, back, (byte) 8, least, greatest, reduced.getCentroid());
      float[] vector = full.vectorValue(i);
      for (int j = 0; j < DIMENSION; j++) {
        most = Math.max(most, Math.abs(vector[j] - back[j]) * 255 / (greatest - least));
      }
    }
    return most;
  }

  private static QuantizedByteVectorValues reduced(LeafReaderContext segment) throws IOException {
    var all =
        (PerFieldKnnVectorsFormat.FieldsReader) ((CodecReader) segment.reader()).getVectorReader();
    var reader = (QuantizedVectorsReader) all.getFieldReader(FIELD);
    return (QuantizedByteVectorValues) reader.getQuantizedVectorValues(FIELD);
  }

  private static float[] full(LeafReaderContext segment, int document) throws IOException {
    FloatVectorValues vectors = segment.reader().getFloatVectorValues(FIELD);
    KnnVectorValues.DocIndexIterator each = vectors.iterator();
    assertThat(each.advance(document)).isNotEqualTo(DocIdSetIterator.NO_MORE_DOCS);
    return vectors.vectorValue(each.index());
  }
}
