package dev.likeness.vision.embed;

import dev.likeness.vision.decode.OpenCv;
import java.nio.DoubleBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** An aligned face, 8-bit, blue first. Owns native memory: close it. */
public final class Chip implements AutoCloseable {
  static {
    OpenCv.load();
  }

  private final Mat pixels;

  Chip(Mat pixels) {
    this.pixels = pixels;
  }

  /** The face and its mirror image, RGB, one above the other. The caller owns the answer. */
  Mat withMirrorImage() {
    int side = pixels.rows();
    Mat both = new Mat(2 * side, side, opencv_core.CV_8UC3);
    try (Rect upper = new Rect(0, 0, side, side);
        Rect lower = new Rect(0, side, side, side);
        Mat face = both.apply(upper);
        Mat mirrored = both.apply(lower)) {
      opencv_imgproc.cvtColor(pixels, face, opencv_imgproc.COLOR_BGR2RGB);
      opencv_core.flip(face, mirrored, 1);
    }
    return both;
  }

  /** How sharp and how bright the middle of the face is. */
  public Light light() {
    int inset = pixels.rows() / 6;
    int side = pixels.rows() - 2 * inset;
    try (Rect middle = new Rect(inset, inset, side, side);
        Mat face = pixels.apply(middle);
        Mat grey = new Mat();
        Mat edges = new Mat()) {
      opencv_imgproc.cvtColor(face, grey, opencv_imgproc.COLOR_BGR2GRAY);
      opencv_imgproc.Laplacian(grey, edges, opencv_core.CV_64F);
      double spread = statistics(edges)[1];
      return new Light((float) (spread * spread), (float) statistics(grey)[0]);
    }
  }

  private static double[] statistics(Mat channel) {
    try (Mat mean = new Mat();
        Mat deviation = new Mat()) {
      opencv_core.meanStdDev(channel, mean, deviation);
      DoubleBuffer m = mean.createBuffer();
      DoubleBuffer d = deviation.createBuffer();
      return new double[] {m.get(0), d.get(0)};
    }
  }

  /**
   * How a face is lit and focused.
   *
   * @param sharpness variance of the Laplacian
   * @param brightness mean luma, 0 to 255
   */
  public record Light(float sharpness, float brightness) {}

  @Override
  public void close() {
    pixels.close();
  }
}
