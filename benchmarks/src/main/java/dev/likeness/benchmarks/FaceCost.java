package dev.likeness.benchmarks;

import dev.likeness.evaluation.photos.LabelledPhoto;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.StageTimings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a photo with one face costs on one thread: medians, after as many photos again to warm up.
 *
 * @param photos how many were timed
 * @param millis from the file to the vector
 * @param findMillis of that, the detector and the landmarks
 * @param embedMillis of that, alignment and the recognition net
 */
record FaceCost(int photos, double millis, double findMillis, double embedMillis) {
  private static final int PHOTOS = 100;

  static FaceCost of(FaceEngine engine, List<LabelledPhoto> photos) throws IOException {
    List<StageTimings> timings = new ArrayList<>();
    for (LabelledPhoto photo : photos.subList(0, Math.min(2 * PHOTOS, photos.size()))) {
      if (engine.enroll(Files.readAllBytes(photo.path())) instanceof FacesFound found) {
        timings.add(found.timings());
      }
    }
    if (timings.isEmpty()) {
      throw new IllegalArgumentException("the first photos show no face that could be timed");
    }
    List<StageTimings> timed = timings.subList(timings.size() / 2, timings.size());
    return new FaceCost(
        timed.size(),
        median(timed, StageTimings::totalNanos),
        median(timed, t -> t.detectNanos() + t.landmarkNanos()),
        median(timed, t -> t.alignNanos() + t.embedNanos()));
  }

  private static double median(List<StageTimings> timings, ToLongFunction<StageTimings> of) {
    return Turns.median(timings.stream().mapToLong(of).mapToDouble(n -> n / 1e6).toArray());
  }
}
