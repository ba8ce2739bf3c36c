package dev.likeness.vision.embed;

import dev.likeness.vision.decode.OpenCv;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * An aligned face, blue first, in 8 bits or in floats of 0 to 255. Owns native memory: close it.
 */
public final class Chip implements AutoCloseable {
  static {
    OpenCv.load();
  }

  private final Mat pixels;

  Chip(Mat pixels) {
    this.pixels = pixels;
  }

  int width() {
    return pixels.cols();
  }

  int height() {
    return pixels.rows();
  }

  /** The colours of each pixel in turn, row by row: blue, green, red, each 0 to 255. */
  float[] values() {
    float[] values = new float[width() * height() * 3];
    if (pixels.depth() == opencv_core.CV_32F) {
      pixels.<FloatBuffer>createBuffer().get(values);
      return values;
    }
    byte[] bytes = new byte[values.length];
    pixels.data().get(bytes);
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 0xFF;
    }
    return values;
  }

  /** How sharp and how bright the middle of the face is; for chips in 8 bits. */
  public Light light() {
    int left = pixels.cols() / 6;
    int top = pixels.rows() / 6;
    try (Rect middle = new Rect(left, top, pixels.cols() - 2 * left, pixels.rows() - 2 * top);
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
