package dev.likeness.index;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;

/**
 * Lucene's default codec with the vector format of these settings. It extends the default rather
 * than wrapping it: a wrapper of the same name writes what reads back as empty. A segment remembers
 * the format it was written with, so an index may hold segments of several.
 */
final class FaceCodec extends Lucene104Codec {
  private static final int MAX_CONNECTIONS = 16;
  private static final int BEAM_WIDTH = 100;

  private final KnnVectorsFormat vectors;

  FaceCodec(IndexSettings settings) {
    this.vectors =
        settings
            .precision()
            .format(MAX_CONNECTIONS, BEAM_WIDTH, graphThreshold(settings.exactUpTo()));
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
