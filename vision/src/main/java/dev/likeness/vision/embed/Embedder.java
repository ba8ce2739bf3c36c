package dev.likeness.vision.embed;

import dev.likeness.faces.Vector;
import dev.likeness.vision.onnx.Net;
import dev.likeness.vision.onnx.Port;
import java.util.List;

/**
 * Turns an aligned face into its vector: the net's answer, on average with that for the mirror
 * image where the card says so, less the mean face, at unit length. Thread-safe.
 */
public final class Embedder {
  private final Net net;
  private final FaceTensor tensor;
  private final String output;
  private final int dimension;
  private final boolean flip;
  private final boolean oneByOne;
  private final float[] mean;

  /**
   * @param net takes {@code input} and answers {@code output}, [n, dimension]
   * @param flip whether the mirror image is embedded as well
   * @param mean the mean embedding of many people; empty if the net's vectors are centred
   * @throws IllegalArgumentException naming the field of the card that does not describe the net
   */
  public Embedder(Net net, FaceInput input, FaceOutput output, boolean flip, List<Float> mean) {
    this.net = net;
    this.tensor = new FaceTensor(input);
    this.output = output.name();
    this.dimension = output.dimension();
    this.flip = flip;
    Port port = NetFit.check(net, input, output);
    this.oneByOne = port.shape().getFirst() == 1;
    this.mean = new float[mean.size()];
    for (int i = 0; i < this.mean.length; i++) {
      this.mean[i] = mean.get(i);
    }
  }

  /** The unit vector of the face on {@code chip}. */
  public Vector embed(Chip chip) {
    float[] sum = raw(chip);
    for (int i = 0; i < mean.length; i++) {
      sum[i] -= mean[i];
    }
    return Vector.normalized(sum);
  }

  /** The net's own answer, averaged over the mirror image: not centred, not normalised. */
  public float[] raw(Chip chip) {
    if (!flip) {
      return answer(chip, 1, false);
    }
    if (!oneByOne) {
      float[] both = answer(chip, 2, false, true);
      return average(both, 0, both, dimension);
    }
    return average(answer(chip, 1, false), 0, answer(chip, 1, true), 0);
  }

  private float[] answer(Chip chip, int batch, boolean... mirrored) {
    float[] values = net.run(tensor.of(chip, mirrored)).get(output).values();
    if (values.length != batch * dimension) {
      throw new IllegalArgumentException(
          "output.dimension is "
              + dimension
              + ", the net answers "
              + values.length
              + " values for "
              + batch
              + (batch == 1 ? " face" : " faces"));
    }
    return values;
  }

  private float[] average(float[] a, int from, float[] b, int start) {
    float[] average = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      average[i] = (a[from + i] + b[start + i]) / 2;
    }
    return average;
  }
}
