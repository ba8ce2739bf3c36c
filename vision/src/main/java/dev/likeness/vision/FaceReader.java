package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Vector;
import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.Turn;
import dev.likeness.vision.embed.Alignment;
import dev.likeness.vision.embed.Chip;
import dev.likeness.vision.embed.ChipAlignment;
import dev.likeness.vision.embed.Embedder;
import dev.likeness.vision.landmarks.FacePoints;
import dev.likeness.vision.landmarks.Pose;
import org.bytedeco.opencv.opencv_core.Mat;

/** From a face's points to its vector: alignment, quality, embedding. Thread-safe. */
record FaceReader(Alignment alignment, Embedder embedder) {
  /**
   * What light and sharpness are measured on. The same for every model, so that a photo's verdict
   * does not depend on the model.
   */
  private static final ChipAlignment ASSESSED = new ChipAlignment(150, 0.25);

  /**
   * @param sentScale how many pixels of the photo as sent one of this photo spans along a side
   */
  FaceInPhoto read(DecodedPhoto photo, FoundFace face, double sentScale, Stopwatch watch) {
    Turn turn = face.turn();
    int width = photo.pixels().cols();
    int height = photo.pixels().rows();
    FacePoints points = face.points().map(p -> turn.upright(p, width, height));
    Box drawn = turn.upright(face.detection().box(), width, height);
    try (Mat upright = turn.upright(photo.pixels());
        Chip chip = alignment.align(upright, points, drawn);
        Chip assessed = ASSESSED.align(upright, points, drawn)) {
      Box box = face.detection().box().times(photo.scale());
      Quality quality =
          quality(box.shorterSide() * sentScale, Pose.of(points.landmarks(1)), assessed.light());
      watch.lap(Stopwatch.Stage.ALIGN);
      Vector vector = embedder.embed(chip);
      watch.lap(Stopwatch.Stage.EMBED);
      return new FaceInPhoto(
          box,
          face.points().landmarks(photo.scale()),
          face.detection().score(),
          quality,
          turn.degrees(),
          vector);
    }
  }

  /** What a face's picture is worth, as {@link #read} measures it. */
  static Quality assess(DecodedPhoto photo, FoundFace face, double sentScale) {
    Turn turn = face.turn();
    int width = photo.pixels().cols();
    int height = photo.pixels().rows();
    FacePoints points = face.points().map(p -> turn.upright(p, width, height));
    Box drawn = turn.upright(face.detection().box(), width, height);
    try (Mat upright = turn.upright(photo.pixels());
        Chip assessed = ASSESSED.align(upright, points, drawn)) {
      Box box = face.detection().box().times(photo.scale());
      return quality(box.shorterSide() * sentScale, Pose.of(points.landmarks(1)), assessed.light());
    }
  }

  private static Quality quality(double size, Pose pose, Chip.Light light) {
    return new Quality(
        (float) size, light.sharpness(), light.brightness(), pose.yaw(), pose.pitch(), pose.roll());
  }
}
