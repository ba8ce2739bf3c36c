package dev.likeness.vision.detect;

import dev.likeness.vision.onnx.Net;
import dev.likeness.vision.onnx.Outputs;
import java.util.ArrayList;
import java.util.List;

/**
 * A single-shot detector: at each cell of four grids, boxes of a few sizes are moved and stretched
 * onto a face (Liu et al., SSD, section 2; the net is an Ultra-Light RFB). A picture may have any
 * size. The smallest box is {@link #LEAST_FACE} pixels.
 */
public final class PriorBoxNet {
  /** The narrowest face that it knows, in pixels of its input. */
  static final int LEAST_FACE = 10;

  private static final int FIRST_STRIDE = 8;
  private static final int[][] SIZES = {{LEAST_FACE, 16, 24}, {32, 48}, {64, 96}, {128, 192, 256}};
  private static final double CENTRE_VARIANCE = 0.1;
  private static final double SIZE_VARIANCE = 0.2;

  private final Net net;

  /**
   * @param net answers {@code scores}, [1, n, 2], no face and face, and {@code offsets}, [1, n, 4],
   *     of the priors by stride, row, column and size
   */
  public PriorBoxNet(Net net) {
    this.net = net;
  }

  /** The faces on a canvas with at least {@code minScore}, in pixels of its photo, none twice. */
  List<Detection> detect(Letterbox canvas, float minScore) {
    Outputs outputs = net.run(canvas.pixels(), 1);
    float[] scores = outputs.get("scores").values();
    float[] offsets = outputs.get("offsets").values();
    List<Detection> found = new ArrayList<>();
    int prior = 0;
    for (int grid = 0; grid < SIZES.length; grid++) {
      int stride = FIRST_STRIDE << grid;
      int rows = cells(canvas.pixels().rows(), stride);
      int columns = cells(canvas.pixels().cols(), stride);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          for (int size : SIZES[grid]) {
            float score = scores[2 * prior + 1];
            if (score >= minScore) {
              double x = (column + 0.5) * stride;
              double y = (row + 0.5) * stride;
              found.add(face(canvas, score, offsets, 4 * prior, x, y, size));
            }
            prior++;
          }
        }
      }
    }
    return NonMaxSuppression.strongest(found);
  }

  private static Detection face(
      Letterbox canvas, float score, float[] offsets, int at, double x, double y, int size) {
    double cx = x + offsets[at] * CENTRE_VARIANCE * size;
    double cy = y + offsets[at + 1] * CENTRE_VARIANCE * size;
    double halfWidth = Math.exp(offsets[at + 2] * SIZE_VARIANCE) * size / 2;
    double halfHeight = Math.exp(offsets[at + 3] * SIZE_VARIANCE) * size / 2;
    return new Detection(
        canvas.inPhoto(cx - halfWidth, cy - halfHeight, cx + halfWidth, cy + halfHeight),
        Math.min(1, score));
  }

  /** Each of the net's strides rounds up. */
  private static int cells(int side, int stride) {
    return (side + stride - 1) / stride;
  }
}
