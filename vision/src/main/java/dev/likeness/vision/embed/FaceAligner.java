package dev.likeness.vision.embed;

import dev.likeness.faces.Point;
import dev.likeness.vision.decode.OpenCv;
import dev.likeness.vision.landmarks.FacePoints;
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
 * Cuts a face out of a photo so that its points lie where the recognition net expects them.
 * Thread-safe.
 */
public final class FaceAligner {
  static {
    OpenCv.load();
  }

  private final ChipTemplate template;

  /** An aligner for the net trained on chips of {@code template}. */
  public FaceAligner(ChipTemplate template) {
    this.template = template;
  }

  /** The caller closes the chip. */
  public Chip align(Mat photo, FacePoints face) {
    SimilarityTransform toChip = template.from(face);
    try (Rect region = region(photo, toChip);
        Mat seen = photo.apply(region)) {
      double shrink = 2 * toChip.scale() <= 1 ? 1 / toChip.scale() : 1;
      if (shrink == 1) {
        return warp(seen, toChip.forCrop(region.x(), region.y(), 1));
      }
      int width = Math.max(1, (int) Math.round(seen.cols() / shrink));
      int height = Math.max(1, (int) Math.round(seen.rows() / shrink));
      double pixel = Math.sqrt((double) seen.cols() / width * seen.rows() / height);
      try (Mat small = new Mat();
          Size size = new Size(width, height)) {
        opencv_imgproc.resize(seen, small, size, 0, 0, opencv_imgproc.INTER_AREA);
        double half = (pixel - 1) / 2;
        return warp(small, toChip.forCrop(region.x() + half, region.y() + half, pixel));
      }
    }
  }

  private Chip warp(Mat from, SimilarityTransform transform) {
    try (Mat matrix = new Mat(2, 3, opencv_core.CV_64F);
        Size size = new Size(template.side(), template.side());
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
  private Rect region(Mat photo, SimilarityTransform toChip) {
    SimilarityTransform back = toChip.inverse();
    int side = template.side();
    List<Point> corners =
        Stream.of(
                back.apply(0, 0), back.apply(side, 0), back.apply(0, side), back.apply(side, side))
            .toList();
    double margin = 2 + 2 / Math.max(toChip.scale(), 1e-6);
    int x0 =
        inside(
            corners.stream().mapToDouble(Point::x).min().orElseThrow() - margin,
            0,
            photo.cols() - 1);
    int y0 =
        inside(
            corners.stream().mapToDouble(Point::y).min().orElseThrow() - margin,
            0,
            photo.rows() - 1);
    int x1 =
        inside(
            corners.stream().mapToDouble(Point::x).max().orElseThrow() + margin,
            x0 + 1,
            photo.cols());
    int y1 =
        inside(
            corners.stream().mapToDouble(Point::y).max().orElseThrow() + margin,
            y0 + 1,
            photo.rows());
    return new Rect(x0, y0, x1 - x0, y1 - y0);
  }

  private static int inside(double value, int least, int most) {
    return (int) Math.clamp(value, least, most);
  }
}
