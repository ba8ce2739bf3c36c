package dev.likeness.index;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;

/**
 * Lucene's default codec with the vector format of these settings. It extends the default rather
 * than wrapping it: a wrapper of the same name writes what reads back as empty.
 */
final class FaceCodec extends Lucene104Codec {
  private static final int MAX_CONNECTIONS = 16;
  private static final int BEAM_WIDTH = 100;

  private final KnnVectorsFormat vectors;

  FaceCodec(IndexSettings settings) {
    this.vectors =
        new Lucene99HnswVectorsFormat(
            MAX_CONNECTIONS, BEAM_WIDTH, 1, null, graphThreshold(settings.exactUpTo()));
  }

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }

  /** Lucene builds a graph over n vectors once n is above this threshold times ln n. */
  private static int graphThreshold(int vectors) {
    return vectors < 3 ? 0 : (int) Math.ceil(vectors / Math.log(vectors));
  }
}
