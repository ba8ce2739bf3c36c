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
  FaceInPhoto read(DecodedPhoto photo, Detection detection, Stopwatch watch) {
    FacePoints points = landmarkNet.locate(photo.pixels(), detection.box());
    watch.lap(Stopwatch.Stage.LANDMARKS);
    try (Chip chip = aligner.align(photo.pixels(), points)) {
      Box box = scaled(detection.box(), photo.scale());
      Landmarks landmarks = points.landmarks(photo.scale());
      Quality quality = quality(box, Pose.of(landmarks), chip.light());
      watch.lap(Stopwatch.Stage.ALIGN);
      Vector vector = embedder.embed(chip);
      watch.lap(Stopwatch.Stage.EMBED);
      return new FaceInPhoto(box, landmarks, detection.score(), quality, vector);
    }
  }

  private static Quality quality(Box box, Pose pose, Chip.Light light) {
    return new Quality(
        box.shorterSide(),
        light.sharpness(),
        light.brightness(),
        pose.yaw(),
        pose.pitch(),
        pose.roll());
  }

  private static Box scaled(Box box, double scale) {
    return new Box(
        (float) (box.x() * scale),
        (float) (box.y() * scale),
        (float) (box.width() * scale),
        (float) (box.height() * scale));
  }
}
