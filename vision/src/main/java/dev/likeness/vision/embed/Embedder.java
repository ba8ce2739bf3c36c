package dev.likeness.vision.embed;

import dev.likeness.faces.Vector;
import dev.likeness.vision.onnx.Net;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Turns an aligned face into its vector: the average over the face and its mirror image, less the
 * mean face, at unit length. Thread-safe.
 */
public final class Embedder {
  private final Net net;
  private final float[] mean;

  /**
   * @param net answers {@code embedding}, [n, dimension]
   * @param mean the mean embedding of many people; empty if the net's vectors are centred
   */
  public Embedder(Net net, List<Float> mean) {
    this.net = net;
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
    try (Mat both = chip.withMirrorImage()) {
      float[] values = net.run(both, 2).get("embedding").values();
      int dimension = values.length / 2;
      float[] average = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        average[i] = (values[i] + values[dimension + i]) / 2;
      }
      return average;
    }
  }
}
