package dev.likeness.index.eightbit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.codecs.hnsw.FlatFieldVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.hnsw.FlatVectorsScorer;
import org.apache.lucene.codecs.hnsw.FlatVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorScorer;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene95.OrdToDocDISIReaderConfiguration;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.index.DocsWithFieldSet;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.MergeState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.index.Sorter;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.FileDataHint;
import org.apache.lucene.store.FileTypeHint;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.NoReuseHint;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Writes a segment's vectors in full, by Lucene, and reduced to bytes, in the two files of {@link
 * Lucene104ScalarQuantizedVectorsFormat}.
 */
final class EightBitWriter extends FlatVectorsWriter {
  private static final FlatVectorsScorer SCORER =
      FlatVectorScorerUtil.getLucene99FlatVectorsScorer();
  private static final Lucene99FlatVectorsFormat FULL = new Lucene99FlatVectorsFormat(SCORER);
  private static final int VERSION = 0;
  private static final int NO_MORE_FIELDS = -1;
  private static final int ADDRESSES_BLOCK_SHIFT = 16;

  private final SegmentWriteState segment;
  private final FlatVectorsWriter full;
  private final IndexOutput meta;
  private final IndexOutput data;
  private final Map<FieldInfo, FlatFieldVectorsWriter<float[]>> fields = new LinkedHashMap<>();

  private EightBitWriter(
      SegmentWriteState segment, FlatVectorsWriter full, IndexOutput meta, IndexOutput data) {
    super(new Lucene104ScalarQuantizedVectorScorer(SCORER));
    this.segment = segment;
    this.full = full;
    this.meta = meta;
    this.data = data;
  }

  static EightBitWriter of(SegmentWriteState segment) throws IOException {
    FlatVectorsWriter full = null;
    IndexOutput meta = null;
    IndexOutput data = null;
    try {
      full = FULL.fieldsWriter(segment.withHints(NoReuseHint.INSTANCE));
      meta = file(segment, "vemq", "Meta");
      data = file(segment.withHints(FileTypeHint.DATA, FileDataHint.KNN_VECTORS), "veq", "Data");
      return new EightBitWriter(segment, full, meta, data);
    } catch (Throwable t) {
      IOUtils.closeWhileSuppressingExceptions(t, full, meta, data);
      throw t;
    }
  }

  private static IndexOutput file(SegmentWriteState segment, String extension, String what)
      throws IOException {
    String name =
        IndexFileNames.segmentFileName(segment.segmentInfo.name, segment.segmentSuffix, extension);
    IndexOutput file = segment.directory.createOutput(name, segment.context);
    try {
      CodecUtil.writeIndexHeader(
          file,
          Lucene104ScalarQuantizedVectorsFormat.NAME + what,
          VERSION,
          segment.segmentInfo.getId(),
          segment.segmentSuffix);
      return file;
    } catch (Throwable t) {
      IOUtils.closeWhileSuppressingExceptions(t, file);
      throw t;
    }
  }

  @Override
  @SuppressWarnings("unchecked") // of floats, as was asked before
  public FlatFieldVectorsWriter<?> addField(FieldInfo field) throws IOException {
    checkServed(field);
    var vectors = (FlatFieldVectorsWriter<float[]>) full.addField(field);
    fields.put(field, vectors);
    return vectors;
  }

  private static void checkServed(FieldInfo field) {
    if (field.getVectorEncoding() != VectorEncoding.FLOAT32
        || field.getVectorSimilarityFunction() != VectorSimilarityFunction.DOT_PRODUCT) {
      throw new IllegalArgumentException(
          "vectors of field "
              + field.name
              + " are "
              + field.getVectorEncoding()
              + " and compared by "
              + field.getVectorSimilarityFunction()
              + ", FLOAT32 and DOT_PRODUCT are needed");
    }
  }

  @Override
  public void flush(int documents, Sorter.@Nullable DocMap sorted) throws IOException {
    if (sorted != null) {
      throw new IllegalArgumentException("index sorts its documents, which is not served");
    }
    full.flush(documents, null);
    for (Map.Entry<FieldInfo, FlatFieldVectorsWriter<float[]>> field : fields.entrySet()) {
      List<float[]> vectors = field.getValue().getVectors();
      int dimension = field.getKey().getVectorDimension();
      Mean mean = new Mean(dimension);
      vectors.forEach(mean::add);
      reduce(
          field.getKey(),
          documents,
          mean.get(),
          FloatVectorValues.fromFloats(vectors, dimension),
          field.getValue().getDocsWithFieldSet());
    }
  }

  @Override
  public void mergeOneFlatVectorField(FieldInfo field, MergeState merge) throws IOException {
    checkServed(field);
    full.mergeOneFlatVectorField(field, merge);
    Mean mean = new Mean(field.getVectorDimension());
    DocsWithFieldSet documents = new DocsWithFieldSet();
    FloatVectorValues vectors = MergedVectorValues.mergeFloatVectorValues(field, merge);
    KnnVectorValues.DocIndexIterator each = vectors.iterator();
    while (each.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      mean.add(vectors.vectorValue(each.index()));
      documents.add(each.docID());
    }
    reduce(
        field,
        segment.segmentInfo.maxDoc(),
        mean.get(),
        MergedVectorValues.mergeFloatVectorValues(field, merge), // read once, it cannot be again
        documents);
  }

  private void reduce(
      FieldInfo field,
      int maxDocument,
      float[] mean,
      FloatVectorValues vectors,
      DocsWithFieldSet documents)
      throws IOException {
    long start = data.alignFilePointer(Float.BYTES);
    EightBitQuantizer quantizer = new EightBitQuantizer(mean);
    KnnVectorValues.DocIndexIterator each = vectors.iterator();
    while (each.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      quantizer.write(vectors.vectorValue(each.index()), data);
    }
    describe(field, maxDocument, start, mean, documents);
  }

  @SuppressWarnings("EnumOrdinal") // what the format has of an encoding and of a similarity
  private void describe(
      FieldInfo field, int maxDocument, long start, float[] mean, DocsWithFieldSet documents)
      throws IOException {
    meta.writeInt(field.number);
    meta.writeInt(field.getVectorEncoding().ordinal());
    meta.writeInt(field.getVectorSimilarityFunction().ordinal());
    meta.writeVInt(mean.length);
    meta.writeVLong(start);
    meta.writeVLong(data.getFilePointer() - start);
    int vectors = documents.cardinality();
    meta.writeVInt(vectors);
    if (vectors > 0) {
      meta.writeVInt(ScalarEncoding.UNSIGNED_BYTE.getWireNumber());
      ByteBuffer floats =
          ByteBuffer.allocate(mean.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      floats.asFloatBuffer().put(mean);
      meta.writeBytes(floats.array(), floats.capacity());
      meta.writeInt(Float.floatToIntBits(VectorUtil.dotProduct(mean, mean)));
    }
    OrdToDocDISIReaderConfiguration.writeStoredMeta(
        ADDRESSES_BLOCK_SHIFT, meta, data, vectors, maxDocument, documents);
  }

  @Override
  public void finish() throws IOException {
    full.finish();
    meta.writeInt(NO_MORE_FIELDS);
    CodecUtil.writeFooter(meta);
    CodecUtil.writeFooter(data);
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(meta, data, full);
  }

  @Override
  public long ramBytesUsed() {
    return full.ramBytesUsed();
  }
}
