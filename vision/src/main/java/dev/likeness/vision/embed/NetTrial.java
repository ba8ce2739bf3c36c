package dev.likeness.vision.embed;

import dev.likeness.faces.Vector;
import dev.likeness.vision.decode.OpenCv;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Runs a recognition net on two made-up pictures, to learn whether it answers as its card says. */
public final class NetTrial {
  private static final int BLOTS = 8;
  private static final float SAME = 0.9999f;

  static {
    OpenCv.load();
  }

  private NetTrial() {}

  /**
   * Runs a net.
   *
   * @throws IllegalArgumentException naming the card's field that is wrong
   * @throws IllegalStateException if the net does not run
   */
  public static void run(Embedder embedder, int width, int height) {
    try (Chip one = picture(1, width, height);
        Chip other = picture(2, width, height)) {
      float similarity = vector(embedder, one).cosine(vector(embedder, other));
      if (similarity > SAME) {
        throw new IllegalArgumentException(
            "input is not what the net was made for: it answers the same for different pictures"
                + " (check type, subtract and divide)");
      }
    }
  }

  private static Vector vector(Embedder embedder, Chip chip) {
    float[] raw = embedder.raw(chip);
    for (float component : raw) {
      if (!Float.isFinite(component)) {
        throw new IllegalArgumentException(
            "output has values that are no numbers (check input.subtract and input.divide)");
      }
    }
    return embedder.embed(chip);
  }

  private static Chip picture(long seed, int width, int height) {
    byte[] noise = new byte[BLOTS * BLOTS * 3];
    new Random(seed).nextBytes(noise);
    Mat pixels = new Mat();
    try (Mat small = new Mat(BLOTS, BLOTS, opencv_core.CV_8UC3);
        Size size = new Size(width, height)) {
      small.data().put(noise);
      opencv_imgproc.resize(small, pixels, size, 0, 0, opencv_imgproc.INTER_LINEAR);
    }
    return new Chip(pixels);
  }
}
