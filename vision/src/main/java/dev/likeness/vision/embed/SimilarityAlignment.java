package dev.likeness.vision.embed;

import dev.likeness.faces.Box;
import dev.likeness.vision.landmarks.FacePoints;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Turned, scaled and shifted so that the face's points come as close as they can to a template.
 * Nets trained as ArcFace was (Deng et al. 2019) want this, onto five points of a picture of 112
 * pixels.
 *
 * @param width of the chip in pixels
 * @param height of the chip in pixels
 * @param template in pixels of the chip
 */
public record SimilarityAlignment(int width, int height, Template template) implements Alignment {
  @Override
  public String describe() {
    return "similarity transform onto " + template.points().size() + " points";
  }

  @Override
  public Chip align(Mat photo, FacePoints face, Box box) {
    return Cutting.of(photo, template.from(face), width, height);
  }
}
