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
  private final int[] steps;
  private final byte[] bytes;

  EightBitQuantizer(float[] mean) {
    this.mean = mean;
    this.residual = new float[mean.length];
    this.steps = new int[mean.length];
    this.bytes = new byte[mean.length];
  }

  /** Each loop does one thing, so that the compiler makes vector instructions of it. */
  void write(float[] vector, DataOutput out) throws IOException {
    int dimension = mean.length;
    for (int i = 0; i < dimension; i++) {
      residual[i] = vector[i] - mean[i];
    }
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < dimension; i++) {
      least = Math.min(least, residual[i]);
    }
    for (int i = 0; i < dimension; i++) {
      greatest = Math.max(greatest, residual[i]);
    }
    float perStep = greatest > least ? STEPS / (greatest - least) : 0;
    for (int i = 0; i < dimension; i++) {
      steps[i] = (int) ((residual[i] - least) * perStep + 0.5f);
    }
    int sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += steps[i];
    }
    for (int i = 0; i < dimension; i++) {
      bytes[i] = (byte) steps[i];
    }
    out.writeBytes(bytes, dimension);
    out.writeInt(Float.floatToIntBits(least));
    out.writeInt(Float.floatToIntBits(greatest));
    out.writeInt(Float.floatToIntBits(VectorUtil.dotProduct(vector, mean)));
    out.writeInt(sum);
  }
}
