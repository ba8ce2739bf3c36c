package dev.likeness.vision.embed;

import dev.likeness.faces.Point;
import dev.likeness.vision.decode.OpenCv;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts a chip out of a photo along a transform: black where it reaches beyond the photo, averaged
 * where the photo has two or more pixels for one of the chip.
 */
final class Cutting {
  static {
    OpenCv.load();
  }

  private Cutting() {}

  /**
   * Cuts a chip.
   *
   * @param toChip brings pixels of the photo to pixels of the chip
   */
  static Chip of(Mat photo, SimilarityTransform toChip, int width, int height) {
    try (Rect region = region(photo, toChip, width, height);
        Mat seen = photo.apply(region)) {
      double shrink = 2 * toChip.scale() <= 1 ? 1 / toChip.scale() : 1;
      if (shrink == 1) {
        return warp(seen, toChip.forCrop(region.x(), region.y(), 1), width, height);
      }
      int columns = Math.max(1, (int) Math.round(seen.cols() / shrink));
      int rows = Math.max(1, (int) Math.round(seen.rows() / shrink));
      double pixel = Math.sqrt((double) seen.cols() / columns * seen.rows() / rows);
      try (Mat small = new Mat();
          Size size = new Size(columns, rows)) {
        opencv_imgproc.resize(seen, small, size, 0, 0, opencv_imgproc.INTER_AREA);
        double half = (pixel - 1) / 2;
        SimilarityTransform rest = toChip.forCrop(region.x() + half, region.y() + half, pixel);
        return warp(small, rest, width, height);
      }
    }
  }

  private static Chip warp(Mat from, SimilarityTransform transform, int width, int height) {
    try (Mat matrix = new Mat(2, 3, opencv_core.CV_64F);
        Size size = new Size(width, height);
        Scalar black = new Scalar(0)) {
      DoubleBuffer m = matrix.createBuffer();
      m.put(transform.a()).put(-transform.b()).put(transform.tx());
      m.put(transform.b()).put(transform.a()).put(transform.ty());
      Mat chip = new Mat();
      opencv_imgproc.warpAffine(
          from,
          chip,
          matrix,
          size,
          opencv_imgproc.INTER_LINEAR,
          opencv_core.BORDER_CONSTANT,
          black);
      return new Chip(chip);
    }
  }

  /** The part of the photo the chip shows, a few pixels wider. */
  private static Rect region(Mat photo, SimilarityTransform toChip, int width, int height) {
    SimilarityTransform back = toChip.inverse();
    List<Point> corners =
        Stream.of(
                back.apply(0, 0),
                back.apply(width, 0),
                back.apply(0, height),
                back.apply(width, height))
            .toList();
    double margin = 2 + 2 / Math.max(toChip.scale(), 1e-6);
    double[] xs = corners.stream().mapToDouble(Point::x).sorted().toArray();
    double[] ys = corners.stream().mapToDouble(Point::y).sorted().toArray();
    int x0 = inside(xs[0] - margin, 0, photo.cols() - 1);
    int y0 = inside(ys[0] - margin, 0, photo.rows() - 1);
    int x1 = inside(xs[3] + margin, x0 + 1, photo.cols());
    int y1 = inside(ys[3] + margin, y0 + 1, photo.rows());
    return new Rect(x0, y0, x1 - x0, y1 - y0);
  }

  private static int inside(double value, int least, int most) {
    return (int) Math.clamp(value, least, most);
  }
}
