package dev.likeness.index.eightbit;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsWriter;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's format of a graph over vectors of eight bits a component beside the full ones, with the
 * vectors reduced by {@link EightBitQuantizer}. Its segments bear the name of Lucene's format, and
 * a Lucene without this class reads them.
 *
 * <p>Of a field's vectors the components are floats and the similarity is the dot product; an index
 * that sorts its documents is not served.
 */
public final class EightBitFormat extends Lucene104HnswScalarQuantizedVectorsFormat {
  private static final FlatVectorsFormat READ_BY =
      new Lucene104ScalarQuantizedVectorsFormat(ScalarEncoding.UNSIGNED_BYTE);
  private static final int MERGING_THREADS = 1;

  private final int connections;
  private final int beamWidth;
  private final int graphThreshold;

  /**
   * @param connections most links of a vector on a level of the graph above the lowest
   * @param beamWidth how many neighbours are looked at for each vector that is added
   * @param graphThreshold as Lucene has it: below it a segment gets no graph
   */
  public EightBitFormat(int connections, int beamWidth, int graphThreshold) {
    super(
        ScalarEncoding.UNSIGNED_BYTE,
        connections,
        beamWidth,
        MERGING_THREADS,
        null,
        graphThreshold);
    this.connections = connections;
    this.beamWidth = beamWidth;
    this.graphThreshold = graphThreshold;
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState segment) throws IOException {
    return new Lucene99HnswVectorsWriter(
        segment,
        connections,
        beamWidth,
        READ_BY,
        EightBitWriter.of(segment),
        MERGING_THREADS,
        null,
        graphThreshold);
  }
}
