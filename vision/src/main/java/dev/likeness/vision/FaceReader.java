package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Landmarks;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Vector;
import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.detect.Detection;
import dev.likeness.vision.embed.Chip;
import dev.likeness.vision.embed.Embedder;
import dev.likeness.vision.embed.FaceAligner;
import dev.likeness.vision.landmarks.FacePoints;
import dev.likeness.vision.landmarks.LandmarkNet;
import dev.likeness.vision.landmarks.Pose;

/** From a box to a vector: landmarks, alignment, quality, embedding. Thread-safe. */
record FaceReader(LandmarkNet landmarkNet, FaceAligner aligner, Embedder embedder) {
  /**
   * @param sentScale how many pixels of the photo as sent one of this photo spans along a side
   */
  FaceInPhoto read(DecodedPhoto photo, Detection detection, double sentScale, Stopwatch watch) {
    FacePoints points = landmarkNet.locate(photo.pixels(), detection.box());
    watch.lap(Stopwatch.Stage.LANDMARKS);
    try (Chip chip = aligner.align(photo.pixels(), points)) {
      Box box = detection.box().times(photo.scale());
      Landmarks landmarks = points.landmarks(photo.scale());
      Quality quality = quality(box.shorterSide() * sentScale, Pose.of(landmarks), chip.light());
      watch.lap(Stopwatch.Stage.ALIGN);
      Vector vector = embedder.embed(chip);
      watch.lap(Stopwatch.Stage.EMBED);
      return new FaceInPhoto(box, landmarks, detection.score(), quality, vector);
    }
  }

  private static Quality quality(double size, Pose pose, Chip.Light light) {
    return new Quality(
        (float) size,
        light.sharpness(),
        light.brightness(),
        pose.yaw(),
        pose.pitch(),
        pose.roll());
  }
}
