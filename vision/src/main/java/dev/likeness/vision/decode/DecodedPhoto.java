package dev.likeness.vision.decode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Upright pixels, possibly fewer than the photo has. Owns native memory: close it. Not for use by
 * two threads at once.
 */
public final class DecodedPhoto implements Decoded, AutoCloseable {
  static {
    OpenCv.load();
  }

  private final Mat pixels;
  private final int width;
  private final int height;
  private final boolean plainJpeg;

  DecodedPhoto(Mat pixels, int width, int height, boolean plainJpeg) {
    this.pixels = pixels;
    this.width = width;
    this.height = height;
    this.plainJpeg = plainJpeg;
  }

  /** Three bytes a pixel, blue first. Valid until this is closed. */
  public Mat pixels() {
    return pixels;
  }

  /** The upright photo's width in its own pixels. */
  public int width() {
    return width;
  }

  /** The upright photo's height in its own pixels. */
  public int height() {
    return height;
  }

  /** How many of the photo's pixels one decoded pixel spans along a side; at least 1. */
  public double scale() {
    return (double) Math.max(width, height) / Math.max(pixels.cols(), pixels.rows());
  }

  /** Whether the file was an upright baseline JPEG that carried nothing but the picture. */
  public boolean plainJpeg() {
    return plainJpeg;
  }

  /** A copy whose long side is at most {@code longSide} pixels, averaged, never enlarged. */
  public DecodedPhoto shrunkTo(int longSide) {
    double factor = (double) longSide / Math.max(pixels.cols(), pixels.rows());
    if (factor >= 1) {
      return new DecodedPhoto(pixels.clone(), width, height, plainJpeg);
    }
    int w = Math.max(1, (int) Math.round(pixels.cols() * factor));
    int h = Math.max(1, (int) Math.round(pixels.rows() * factor));
    return new DecodedPhoto(resized(pixels, w, h), width, height, plainJpeg);
  }

  /**
   * As {@link #shrunkTo}, but a photo more than twice as long as wide keeps as many pixels a side
   * as one that is twice as long.
   */
  public DecodedPhoto shrunkToLook(int longSide) {
    double length = (double) Math.max(width, height) / Math.min(width, height);
    int wanted = (int) Math.ceil(longSide * Math.max(1, length / 2));
    if (Math.max(pixels.cols(), pixels.rows()) < 2 * wanted) {
      return shrunkTo(wanted);
    }
    Mat small = halved(pixels);
    while (Math.max(small.cols(), small.rows()) >= 2 * wanted) {
      Mat half = halved(small);
      small.close();
      small = half;
    }
    try (DecodedPhoto halves = new DecodedPhoto(small, width, height, plainJpeg)) {
      return halves.shrunkTo(wanted);
    }
  }

  /** Averages four pixels to one, several times as fast as any other step. */
  private static Mat halved(Mat from) {
    int columns = from.cols() / 2;
    int rows = from.rows() / 2;
    try (Rect even = new Rect(0, 0, 2 * columns, 2 * rows);
        Mat part = from.apply(even)) {
      return resized(part, columns, rows);
    }
  }

  /**
   * A part of the decoded pixels, which it shares with this photo. Its width and height are in the
   * photo's own pixels, as this photo's are.
   *
   * @param left of the part, in decoded pixels
   * @param top of the part, in decoded pixels
   * @param columns of the part, in decoded pixels
   * @param rows of the part, in decoded pixels
   */
  public DecodedPhoto part(int left, int top, int columns, int rows) {
    try (Rect where = new Rect(left, top, columns, rows)) {
      return new DecodedPhoto(
          pixels.apply(where),
          (int) Math.round(columns * scale()),
          (int) Math.round(rows * scale()),
          false);
    }
  }

  /** These pixels as a baseline JPEG of {@code quality} 1 to 100, without metadata. */
  public byte[] toJpeg(int quality) {
    try (BytePointer file = new BytePointer();
        IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
      if (!opencv_imgcodecs.imencode(".jpg", pixels, file, parameters)) {
        throw new IllegalStateException(
            "OpenCV could not encode " + pixels.cols() + "×" + pixels.rows() + " pixels as JPEG");
      }
      byte[] bytes = new byte[(int) file.limit()];
      file.get(bytes);
      return bytes;
    }
  }

  /** Pixels as a baseline JPEG whose long side is at most {@code longSide} pixels. */
  public static byte[] jpeg(Mat pixels, int longSide, int quality) {
    int width = pixels.cols();
    int height = pixels.rows();
    try (DecodedPhoto whole = new DecodedPhoto(pixels.clone(), width, height, false);
        DecodedPhoto small = whole.shrunkTo(longSide)) {
      return small.toJpeg(quality);
    }
  }

  static Mat resized(Mat from, int width, int height) {
    try (Size size = new Size(width, height)) {
      Mat to = new Mat();
      opencv_imgproc.resize(from, to, size, 0, 0, opencv_imgproc.INTER_AREA);
      return to;
    }
  }

  @Override
  public void close() {
    pixels.close();
  }
}
