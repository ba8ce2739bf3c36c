package dev.likeness.vision.detect;

import dev.likeness.vision.onnx.Net;
import dev.likeness.vision.onnx.Outputs;
import dev.likeness.vision.onnx.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A tiny YOLO v2: the photo is a grid of 32-pixel cells, and in each cell every anchor box proposes
 * one face (Redmon and Farhadi, YOLO9000, section 2). Any input size; cheap; weak on small faces.
 */
public final class FastDetector {
  private static final int CELL = 32;
  private static final int VALUES = 5;

  // The net draws wide, low boxes; these make them agree with the thorough detector's on the same
  // faces, so that sizes can be compared whichever net found a face.
  private static final double FACE_WIDTH = 0.7;
  private static final double FACE_RISE = 0.11;

  private final Net net;
  private final List<Anchor> anchors;

  /**
   * @param net answers {@code grid}, [1, height/32, width/32, anchors × 5]
   * @param anchors in the order of the grid's values
   */
  public FastDetector(Net net, List<Anchor> anchors) {
    this.net = net;
    this.anchors = List.copyOf(anchors);
  }

  /**
   * An anchor box.
   *
   * @param width in cells
   * @param height in cells
   */
  public record Anchor(float width, float height) {}

  /** Faces with at least {@code minScore} in the photo scaled to {@code longSide}. */
  public List<Detection> detect(Mat photo, int longSide, double border, float minScore) {
    try (Canvas canvas = Canvas.drawTight(photo, longSide, CELL, border)) {
      Outputs outputs = net.run(canvas.pixels(), 1);
      return Suppression.strongest(decode(outputs.get("grid"), canvas, minScore));
    }
  }

  private List<Detection> decode(Tensor grid, Canvas canvas, float minScore) {
    double minLogit = Math.log(minScore / (1 - minScore));
    int rows = (int) grid.shape()[1];
    int columns = (int) grid.shape()[2];
    float[] values = grid.values();
    List<Detection> found = new ArrayList<>();
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        for (Anchor anchor : anchors) {
          if (values[at + 4] >= minLogit) {
            double x = (column + sigmoid(values[at])) * CELL;
            double y = (row + sigmoid(values[at + 1])) * CELL;
            double w = Math.exp(values[at + 2]) * anchor.width() * CELL / 2 * FACE_WIDTH;
            double h = Math.exp(values[at + 3]) * anchor.height() * CELL / 2;
            y -= 2 * h * FACE_RISE;
            found.add(
                new Detection(
                    canvas.inPhoto(x - w, y - h, x + w, y + h), (float) sigmoid(values[at + 4])));
          }
          at += VALUES;
        }
      }
    }
    return found;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
