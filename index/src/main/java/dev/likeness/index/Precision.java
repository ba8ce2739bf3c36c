package dev.likeness.index;

import dev.likeness.index.eightbit.EightBitFormat;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * How finely the vectors that a search compares are stored. Whatever it is, the full vectors are
 * kept as well, and a similarity that is answered comes from them.
 */
public enum Precision {
  /** 32 bits a component: the full vectors are what is compared. */
  FLOAT,
  /** 8 bits a component. */
  EIGHT_BIT,
  /** 4 bits a component. */
  FOUR_BIT,
  /** 1 bit a component, compared with 4 bits of the probe's. */
  ONE_BIT;

  KnnVectorsFormat format(int connections, int beamWidth, int graphThreshold) {
    return switch (this) {
      case FLOAT -> new Lucene99HnswVectorsFormat(connections, beamWidth, 1, null, graphThreshold);
      case EIGHT_BIT -> new EightBitFormat(connections, beamWidth, graphThreshold);
      case FOUR_BIT ->
          quantized(ScalarEncoding.PACKED_NIBBLE, connections, beamWidth, graphThreshold);
      case ONE_BIT ->
          quantized(ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE, connections, beamWidth, graphThreshold);
    };
  }

  private static KnnVectorsFormat quantized(
      ScalarEncoding encoding, int connections, int beamWidth, int graphThreshold) {
    return new Lucene104HnswScalarQuantizedVectorsFormat(
        encoding, connections, beamWidth, 1, null, graphThreshold);
  }
}
