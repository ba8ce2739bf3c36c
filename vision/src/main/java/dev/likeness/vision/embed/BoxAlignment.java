package dev.likeness.vision.embed;

import dev.likeness.faces.Box;
import dev.likeness.vision.decode.OpenCv;
import dev.likeness.vision.landmarks.FacePoints;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The detector's box with some of its surroundings, upright as it is in the photo; black where that
 * reaches beyond the photo.
 *
 * @param width of the chip in pixels
 * @param height of the chip in pixels
 * @param margin how much of the box's width is added on its left and on its right, and of its
 *     height above and below, from -0.4 to 2
 * @param padding what is done about a box of other proportions than the chip
 */
public record BoxAlignment(int width, int height, double margin, Padding padding)
    implements Alignment {
  /** What is done about a box of other proportions than the chip. */
  public enum Padding {
    /** It is squeezed. */
    NONE,
    /** It keeps its proportions, in the middle of the chip, with black beside it. */
    BLACK,
    /** It keeps its proportions, with more of the photo beside it. */
    PHOTO
  }

  static {
    OpenCv.load();
  }

  public BoxAlignment {
    if (!(margin >= -0.4 && margin <= 2)) {
      throw new IllegalArgumentException("margin is " + margin + ", expected -0.4 to 2");
    }
  }

  @Override
  public String describe() {
    return "the detector's box with a margin of " + margin;
  }

  @Override
  public Chip align(Mat photo, FacePoints face, Box box) {
    double boxWidth = Math.max(1, box.width() * (1 + 2 * margin));
    double boxHeight = Math.max(1, box.height() * (1 + 2 * margin));
    double across = width / boxWidth;
    double down = height / boxHeight;
    if (padding == Padding.BLACK || padding == Padding.PHOTO) {
      across = Math.min(across, down);
      down = across;
    }
    double shownWidth = padding == Padding.PHOTO ? width / across : boxWidth;
    double shownHeight = padding == Padding.PHOTO ? height / down : boxHeight;
    double left = box.x() + (box.width() - shownWidth) / 2;
    double top = box.y() + (box.height() - shownHeight) / 2;
    return draw(
        photo,
        new Span(left, shownWidth, across, width, photo.cols()),
        new Span(top, shownHeight, down, height, photo.rows()));
  }

  private static Chip draw(Mat photo, Span columns, Span rows) {
    try (Scalar black = new Scalar(0);
        Rect from =
            new Rect(
                columns.first(),
                rows.first(),
                columns.end() - columns.first(),
                rows.end() - rows.first());
        Rect to =
            new Rect(
                columns.firstDrawn(),
                rows.firstDrawn(),
                columns.endDrawn() - columns.firstDrawn(),
                rows.endDrawn() - rows.firstDrawn());
        Size size = new Size(to.width(), to.height());
        Mat seen = photo.apply(from)) {
      Mat chip = new Mat(rows.chip(), columns.chip(), opencv_core.CV_8UC3, black);
      try (Mat spot = chip.apply(to)) {
        int how =
            columns.scale() * rows.scale() < 1
                ? opencv_imgproc.INTER_AREA
                : opencv_imgproc.INTER_LINEAR;
        opencv_imgproc.resize(seen, spot, size, 0, 0, how);
      }
      return new Chip(chip);
    }
  }

  /**
   * One axis: which pixels of the photo are drawn onto which of the chip.
   *
   * @param start of what is shown, in pixels of the photo
   * @param length of it
   * @param scale pixels of the chip for one of the photo
   * @param chip how many pixels the chip has
   * @param photo how many pixels the photo has
   */
  private record Span(double start, double length, double scale, int chip, int photo) {
    int first() {
      return Math.clamp(Math.round(start), 0, photo - 1);
    }

    int end() {
      return Math.clamp(Math.round(start + length), first() + 1, photo);
    }

    int firstDrawn() {
      return Math.clamp(Math.round(offset() + (first() - start) * scale), 0, chip - 1);
    }

    int endDrawn() {
      return Math.clamp(Math.round(offset() + (end() - start) * scale), firstDrawn() + 1, chip);
    }

    private double offset() {
      return Math.floor((chip - length * scale) / 2 + 1e-6);
    }
  }
}
