package dev.likeness.vision.embed;

import dev.likeness.faces.Box;
import dev.likeness.faces.Point;
import dev.likeness.vision.landmarks.FacePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * dlib's face chip: turned, scaled and shifted so that nose, eyes and upper lip come as close as
 * they can to dlib's mean face shape, in a square with some padding around it. Brows and jaw take
 * no part: they move most with the head and with the net that finds them.
 */
public final class ChipAlignment implements Alignment {
  /** Nose 27–35, eyes 36–47, the upper lip 48–54 and the inner mouth 60–64. */
  static final List<Integer> INNER =
      IntStream.concat(IntStream.rangeClosed(27, 54), IntStream.rangeClosed(60, 64))
          .boxed()
          .toList();

  /** x and y in turn, as shares of the face's width and height: dlib's image_transforms. */
  private static final double[] MEAN_SHAPE = {
    0.490127, 0.203352, 0.490127, 0.307009, 0.490127, 0.409805, 0.490127, 0.515625, 0.366880,
    0.587326, 0.426036, 0.609345, 0.490127, 0.628106, 0.554217, 0.609345, 0.613373, 0.587326,
    0.121737, 0.216423, 0.187122, 0.178758, 0.265825, 0.179852, 0.334606, 0.231733, 0.260918,
    0.245099, 0.182743, 0.244077, 0.645647, 0.231733, 0.714428, 0.179852, 0.793130, 0.178758,
    0.858520, 0.216423, 0.797510, 0.244077, 0.719335, 0.245099, 0.254149, 0.780230, 0.340985,
    0.745405, 0.428858, 0.727388, 0.490127, 0.742578, 0.551395, 0.727388, 0.639268, 0.745405,
    0.726104, 0.780230, 0.290379, 0.784790, 0.428096, 0.778750, 0.490127, 0.785340, 0.552157,
    0.778750, 0.689874, 0.784790
  };

  private final int side;
  private final double padding;
  private final Template template;

  /**
   * @param side of the square chip, in pixels
   * @param padding around the face, in shares of its size, from 0 to 2; dlib's nets want 0.25
   */
  public ChipAlignment(int side, double padding) {
    if (!(padding >= 0 && padding <= 2)) {
      throw new IllegalArgumentException("padding is " + padding + ", expected 0 to 2");
    }
    this.side = side;
    this.padding = padding;
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < MEAN_SHAPE.length; i += 2) {
      points.add(new Point(place(MEAN_SHAPE[i]), place(MEAN_SHAPE[i + 1])));
    }
    this.template = new Template(INNER, points);
  }

  private float place(double share) {
    return (float) ((share + padding) / (1 + 2 * padding) * side);
  }

  @Override
  public String describe() {
    return "dlib's chip with a padding of " + padding;
  }

  @Override
  public Chip align(Mat photo, FacePoints face, Box box) {
    return Cutting.of(photo, template.from(face), side, side);
  }

  @Override
  public int width() {
    return side;
  }

  @Override
  public int height() {
    return side;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChipAlignment c && side == c.side && padding == c.padding;
  }

  @Override
  public int hashCode() {
    return 31 * side + Double.hashCode(padding);
  }

  @Override
  public String toString() {
    return "ChipAlignment[side=" + side + ", padding=" + padding + "]";
  }
}
