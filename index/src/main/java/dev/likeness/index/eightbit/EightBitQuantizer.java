package dev.likeness.index.eightbit;

import java.io.IOException;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.util.VectorUtil;

/**
 * Reduces a vector, less the mean of its segment's, to one byte a component: even steps from its
 * own least component to its greatest (Aguerrebere et al., "Similarity search in the blink of an
 * eye with compressed indices", 2023). What it writes of a vector is what Lucene's format has of
 * it: the bytes, the two ends of the interval, the dot product with the mean, and the sum of the
 * bytes.
 *
 * <p>One thread at a time.
 */
final class EightBitQuantizer {
  private static final int STEPS = 255;

  private final float[] mean;
  private final float[] residual;
  private final byte[] bytes;

  EightBitQuantizer(float[] mean) {
    this.mean = mean;
    this.residual = new float[mean.length];
    this.bytes = new byte[mean.length];
  }

  void write(float[] vector, DataOutput out) throws IOException {
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < mean.length; i++) {
      float component = vector[i] - mean[i];
      residual[i] = component;
      least = Math.min(least, component);
      greatest = Math.max(greatest, component);
    }
    float perStep = greatest > least ? STEPS / (greatest - least) : 0;
    int sum = 0;
    for (int i = 0; i < mean.length; i++) {
      int step = (int) ((residual[i] - least) * perStep + 0.5f);
      sum += step;
      bytes[i] = (byte) step;
    }
    out.writeBytes(bytes, bytes.length);
    out.writeInt(Float.floatToIntBits(least));
    out.writeInt(Float.floatToIntBits(greatest));
    out.writeInt(Float.floatToIntBits(VectorUtil.dotProduct(vector, mean)));
    out.writeInt(sum);
  }
}
