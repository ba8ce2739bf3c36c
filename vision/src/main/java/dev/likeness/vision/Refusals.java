package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.faces.InvalidBoxException;
import dev.likeness.faces.Reason;
import dev.likeness.vision.detect.FaceDetector;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a photo shows no face to compare, in words and in pixels of the photo as sent. */
final class Refusals {
  private static final int NAMED = 5;

  /** Smaller faces would be refused for their size. */
  private static final int WORTH_SAYING = 20;

  private Refusals() {}

  static Unusable noFace(Cut cut) {
    long least = Math.round(FaceDetector.leastFace(cut.width(), cut.height()));
    return new Unusable(
        Reason.NO_FACE,
        "no face was found in the photo of "
            + size(cut)
            + (least < WORTH_SAYING
                ? ""
                : "; one narrower than about "
                    + least
                    + " pixels cannot be found in a photo of this size: cut the photo around it"));
  }

  static Unusable unsteady(float drift, float most) {
    return new Unusable(
        Reason.LOW_QUALITY,
        String.format(
            Locale.ROOT,
            "the face's eyes, nose and mouth cannot be placed: its points drift by %.2f of its size"
                + " between two looks, expected at most %.2f",
            drift,
            most));
  }

  static Unusable noFaceInBox(Box box, List<Box> beside, Cut cut) {
    String others =
        beside.isEmpty()
            ? "no face was found near it either"
            : "faces were found at "
                + beside.stream()
                    .limit(NAMED)
                    .map(Refusals::rounded)
                    .collect(Collectors.joining(" and "));
    return new Unusable(
        Reason.NO_FACE,
        "no face was found in the box "
            + rounded(box)
            + " of the photo of "
            + size(cut)
            + "; "
            + others);
  }

  static Unusable outside(Box box, Cut cut) {
    return new Unusable(
        Reason.BAD_BOX, InvalidBoxException.outside(box, cut.width(), cut.height()).getMessage());
  }

  /**
   * @param faces the one that would be taken and those in its way, at least two
   * @param ratio of the first one's area from which on another is of similar size
   */
  static Unusable severalFaces(List<FoundFace> faces, double scale, double ratio) {
    double area = faces.getFirst().detection().box().area();
    long similar =
        faces.stream().filter(face -> face.detection().box().area() >= ratio * area).count();
    return new Unusable(
        Reason.SEVERAL_FACES,
        String.format(
            Locale.ROOT,
            "%d faces are in the photo; the largest is %.0f pixels wide and the next %.0f, and a"
                + " second face of %.0f%% or more of the largest one's area is ambiguous: send the"
                + " box of the face that is meant, or a photo of that face alone",
            faces.size(),
            faces.get(0).detection().box().shorterSide() * scale,
            faces.get(1).detection().box().shorterSide() * scale,
            ratio * 100),
        Math.max(2, Math.toIntExact(similar)));
  }

  private static String size(Cut cut) {
    return cut.width() + "×" + cut.height() + " pixels";
  }

  private static String rounded(Box box) {
    return Math.round(box.x())
        + ","
        + Math.round(box.y())
        + ","
        + Math.round(box.width())
        + ","
        + Math.round(box.height());
  }
}
