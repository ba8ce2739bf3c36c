package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Vector;
import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.detect.Detection;
import dev.likeness.vision.embed.Alignment;
import dev.likeness.vision.embed.Chip;
import dev.likeness.vision.embed.ChipAlignment;
import dev.likeness.vision.embed.Embedder;
import dev.likeness.vision.landmarks.FacePoints;
import dev.likeness.vision.landmarks.LandmarkNet;
import dev.likeness.vision.landmarks.Pose;

/** From a box to a vector: landmarks, alignment, quality, embedding. Thread-safe. */
record FaceReader(LandmarkNet landmarkNet, Alignment alignment, Embedder embedder) {
  /**
   * What light and sharpness are measured on. The same for every model, so that a photo's verdict
   * does not depend on the model.
   */
  private static final ChipAlignment ASSESSED = new ChipAlignment(150, 0.25);

  /**
   * @param sentScale how many pixels of the photo as sent one of this photo spans along a side
   */
  FaceInPhoto read(DecodedPhoto photo, Detection detection, double sentScale, Stopwatch watch) {
    FacePoints points = landmarkNet.locate(photo.pixels(), detection.box());
    watch.lap(Stopwatch.Stage.LANDMARKS);
    try (Chip chip = alignment.align(photo.pixels(), points, detection.box())) {
      Box box = detection.box().times(photo.scale());
      Landmarks landmarks = points.landmarks(photo.scale());
      Quality quality =
          quality(
              box.shorterSide() * sentScale, Pose.of(landmarks), light(photo, points, detection));
      watch.lap(Stopwatch.Stage.ALIGN);
      Vector vector = embedder.embed(chip);
      watch.lap(Stopwatch.Stage.EMBED);
      return new FaceInPhoto(box, landmarks, detection.score(), quality, vector);
    }
  }

  private static Chip.Light light(DecodedPhoto photo, FacePoints points, Detection detection) {
    try (Chip chip = ASSESSED.align(photo.pixels(), points, detection.box())) {
      return chip.light();
    }
  }

  private static Quality quality(double size, Pose pose, Chip.Light light) {
    return new Quality(
        (float) size, light.sharpness(), light.brightness(), pose.yaw(), pose.pitch(), pose.roll());
  }
}
