package dev.likeness.vision.detect;

import dev.likeness.faces.Box;
import dev.likeness.vision.onnx.Net;
import dev.likeness.vision.onnx.Outputs;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A single-shot detector over a MobileNet v1 (Liu et al., SSD). An order of magnitude dearer than
 * {@link FastDetector} at full size; finds small and crowded faces, but needs to see some
 * surroundings of a face. At a reduced size it is cheap, and still sees a large face more surely.
 */
public final class ThoroughDetector {
  private static final int SIDE = 512;

  // Drawn small, a face gets a box that begins too high; this makes it agree with the one at full
  // size, and the landmarks with those.
  private static final float REDUCED_HAIR = 0.1f;

  private final Net net;

  /**
   * @param net answers {@code boxes}, [1, n, 4] as top, left, bottom, right in shares of 512
   *     pixels, and {@code scores}, [1, n]
   */
  public ThoroughDetector(Net net) {
    this.net = net;
  }

  /** Faces with at least {@code minScore} in the photo drawn at full size. */
  public List<Detection> detect(Mat photo, double border, float minScore) {
    return detect(photo, SIDE, border, minScore);
  }

  /** Large faces with at least {@code minScore} in the photo drawn as small as a glance has it. */
  List<Detection> detectReduced(Mat photo, Glance glance, float minScore) {
    return detect(photo, glance.longSide(), glance.border(), minScore).stream()
        .map(ThoroughDetector::withoutHair)
        .toList();
  }

  private static Detection withoutHair(Detection face) {
    Box box = face.box();
    float hair = REDUCED_HAIR * box.height();
    return new Detection(
        new Box(box.x(), box.y() + hair, box.width(), box.height() - hair), face.score());
  }

  private List<Detection> detect(Mat photo, int side, double border, float minScore) {
    try (Canvas canvas = Canvas.draw(photo, side, side, border)) {
      Outputs outputs = net.run(canvas.pixels(), 1);
      float[] boxes = outputs.get("boxes").values();
      float[] scores = outputs.get("scores").values();
      List<Detection> found = new ArrayList<>();
      for (int i = 0; i < scores.length; i++) {
        if (scores[i] >= minScore) {
          found.add(
              new Detection(
                  canvas.inPhoto(
                      boxes[4 * i + 1] * SIDE,
                      boxes[4 * i] * SIDE,
                      boxes[4 * i + 3] * SIDE,
                      boxes[4 * i + 2] * SIDE),
                  Math.min(1, scores[i])));
        }
      }
      return Suppression.strongest(found);
    }
  }
}
