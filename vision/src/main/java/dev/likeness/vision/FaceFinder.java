package dev.likeness.vision;

import dev.likeness.vision.decode.Turn;
import dev.likeness.vision.detect.Detection;
import dev.likeness.vision.detect.FaceDetector;
import dev.likeness.vision.landmarks.LandmarkNet;
import dev.likeness.vision.landmarks.LandmarkNet.Located;
import dev.likeness.vision.landmarks.Pose;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds the faces of a photo and their points, whichever way up the photo is.
 *
 * <p>What tells a face from another thing, and an upright face from a turned one, is how far its
 * points drift between two looks: on an upright face the net places them alike, whatever box it
 * starts from; on anything else it places them somewhere in the box. So upright photos are known by
 * what is done for them anyway. A photo in doubt is looked at turned, and it is a turned one if the
 * points hold much stiller then. A box whose points drift is a face only if the detector, looking
 * at it alone, says so again. Thread-safe.
 */
final class FaceFinder {
  /** Up to this drift a face is beyond doubt: upright, and a face. */
  private static final double STEADY = 0.02;

  /** Beyond this drift a box is no face by its points alone. */
  private static final double UNSURE = 0.04;

  /** By what factor points must hold stiller for a photo to be a turned one. */
  private static final double MUCH_STILLER = 0.5;

  private static final float AGREES = 0.5f;
  private static final double TILTED = 45;

  private static final List<Turn> TURNS = List.of(Turn.HALF, Turn.QUARTER, Turn.THREE_QUARTERS);

  private final FaceDetector detector;
  private final LandmarkNet landmarks;

  FaceFinder(FaceDetector detector, LandmarkNet landmarks) {
    this.detector = detector;
    this.landmarks = landmarks;
  }

  /**
   * The faces of {@code photo}, largest first, none twice.
   *
   * @param all whether faces much smaller than the largest matter
   */
  List<FoundFace> find(Mat photo, boolean all, Stopwatch watch) {
    List<FoundFace> asIs = find(photo, all, Turn.NONE, watch);
    if (!asIs.isEmpty() && isBeyondDoubt(asIs.getFirst())) {
      return asIs;
    }
    Turn turn = turn(photo, asIs.isEmpty() ? Float.MAX_VALUE : asIs.getFirst().drift());
    watch.lap(Stopwatch.Stage.DETECT);
    return turn == Turn.NONE ? asIs : find(photo, all, turn, watch);
  }

  private static boolean isBeyondDoubt(FoundFace face) {
    double roll = Pose.of(face.points().landmarks(1)).roll();
    return face.drift() <= STEADY && Math.abs(roll) <= TILTED;
  }

  /** The turn after which the largest face's points hold much stiller than {@code drift}. */
  private Turn turn(Mat photo, double drift) {
    Turn best = Turn.NONE;
    double least = Math.min(UNSURE, MUCH_STILLER * drift);
    for (Turn turn : TURNS) {
      try (Mat upright = turn.upright(photo)) {
        List<Detection> found = detector.glance(upright);
        if (!found.isEmpty()) {
          double now = landmarks.locate(upright, found.getFirst().box()).drift();
          if (now <= least) {
            least = now;
            best = turn;
          }
        }
      }
    }
    return best;
  }

  private List<FoundFace> find(Mat photo, boolean all, Turn turn, Stopwatch watch) {
    int width = photo.cols();
    int height = photo.rows();
    List<FoundFace> faces = new ArrayList<>();
    try (Mat upright = turn.upright(photo)) {
      List<Detection> found = detector.detect(upright, all);
      watch.lap(Stopwatch.Stage.DETECT);
      for (Detection one : found) {
        Located located = landmarks.locate(upright, one.box());
        if (located.drift() <= UNSURE || detector.secondOpinion(upright, one.box()) >= AGREES) {
          faces.add(
              new FoundFace(
                  new Detection(turn.inPhoto(one.box(), width, height), one.score()),
                  located.points().map(p -> turn.inPhoto(p, width, height)),
                  located.drift(),
                  turn));
        }
      }
      watch.lap(Stopwatch.Stage.LANDMARKS);
      if (faces.isEmpty() && !found.isEmpty() && !all) {
        // What was taken for a face may have kept smaller ones from being looked for.
        return find(photo, true, turn, watch);
      }
    }
    return SeenTwice.without(faces);
  }
}
