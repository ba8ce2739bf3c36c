package dev.likeness.vision.detect;

import dev.likeness.faces.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Finds the faces of a photo with a few looks of one net. The first is at a small picture of the
 * photo with some empty space around it: that is where the net sees a face best that fills a third
 * of the photo or more. A face that fills all of it needs more space, which the second look gives
 * if the first saw nothing. A large picture shows the small faces; it is looked at if every face is
 * wanted, or if nothing was found so far. Beside a face that is rather small, others of similar
 * size may have been missed; a picture in between shows those. A photo more than twice as long as
 * wide is looked at in pieces if nothing was found, because in a picture of the whole the net has
 * few pixels of it.
 *
 * <p>The larger the picture, the more often the net takes something else for a face. What the small
 * pictures do not show needs a {@linkplain #secondOpinion second opinion} therefore. Thread-safe.
 */
public final class FaceDetector {
  private static final float CERTAIN = 0.65f;

  /** What a second opinion of a face is at least; of something else it hardly ever is. */
  private static final float AGREES = 0.5f;

  private static final Look NEAR = new Look(192, 0.3);
  private static final Look TIGHT = new Look(256, 1);
  private static final Look BESIDE = new Look(320, 0);
  private static final Look FAR = new Look(640, 0);
  private static final Look PIECE = new Look(448, 0);
  private static final int CLOSE_UP = 128;
  private static final double CLOSE_UP_MARGIN = 0.5;

  /** A face with at least this share of the photo's long side hides none of similar size. */
  private static final double LARGE_FACE = 0.2;

  /** How many times as long as wide a piece is; a longer photo has several. */
  private static final double PIECE_LENGTH = 2;

  private final PriorBoxNet net;

  /** A detector that looks with {@code net}. */
  public FaceDetector(PriorBoxNet net) {
    this.net = net;
  }

  /**
   * The faces of {@code photo} in its pixels, largest first, none twice.
   *
   * @param all whether faces much smaller than the largest matter
   */
  public List<Detection> detect(Mat photo, boolean all) {
    List<Detection> found = new ArrayList<>(glance(photo));
    if (all || found.isEmpty()) {
      found.addAll(unseen(photo, FAR, found));
    } else if (share(photo, found.getFirst()) < LARGE_FACE) {
      found.addAll(unseen(photo, BESIDE, found));
    }
    return found.isEmpty() ? inPieces(photo) : largestFirst(found);
  }

  /** As {@link #detect}, but faces of less than a tenth of the photo's long side may be missed. */
  public List<Detection> glance(Mat photo) {
    List<Detection> near = look(photo, NEAR);
    return largestFirst(near.isEmpty() ? look(photo, TIGHT) : near);
  }

  /**
   * How certain the net is of a face if it sees nothing but it and a few surroundings, from 0 to 1.
   *
   * @param box in pixels of {@code photo}
   */
  public float secondOpinion(Mat photo, Box box) {
    try (Letterbox canvas = Letterbox.drawAround(photo, box, CLOSE_UP_MARGIN, CLOSE_UP)) {
      return net.detect(canvas, AGREES).stream()
          .map(Detection::score)
          .max(Comparator.naturalOrder())
          .orElse(0f);
    }
  }

  /** The narrowest face that can be found in a photo of this size, in its pixels. */
  public static double leastFace(double width, double height) {
    double looked = Math.min(Math.max(width, height), PIECE_LENGTH * Math.min(width, height));
    boolean whole = looked == Math.max(width, height);
    return PriorBoxNet.LEAST_FACE * looked / (whole ? FAR : PIECE).longSide();
  }

  private List<Detection> look(Mat photo, Look look) {
    try (Letterbox canvas = Letterbox.drawTight(photo, look)) {
      return net.detect(canvas, CERTAIN);
    }
  }

  /** What a look shows beside {@code known}, if a second opinion agrees. */
  private List<Detection> unseen(Mat photo, Look look, List<Detection> known) {
    return look(photo, look).stream()
        .filter(face -> known.stream().noneMatch(one -> NonMaxSuppression.sameFace(one, face)))
        .filter(face -> secondOpinion(photo, face.box()) >= AGREES)
        .toList();
  }

  private List<Detection> inPieces(Mat photo) {
    boolean lying = photo.cols() > photo.rows();
    int across = Math.min(photo.cols(), photo.rows());
    int along = Math.max(photo.cols(), photo.rows());
    int length = (int) (PIECE_LENGTH * across);
    List<Detection> found = new ArrayList<>();
    // Neighbours share a square, so that a face on an edge is whole in one of them.
    for (int start = 0; start + across < along && along > length; start += across) {
      int from = Math.min(start, along - length);
      try (Rect where =
              lying ? new Rect(from, 0, length, across) : new Rect(0, from, across, length);
          Mat piece = photo.apply(where)) {
        for (Detection face : unseen(piece, PIECE, List.of())) {
          found.add(face.movedBy(where.x(), where.y()));
        }
      }
    }
    return largestFirst(NonMaxSuppression.strongest(found));
  }

  private static double share(Mat photo, Detection face) {
    return face.box().shorterSide() / Math.max(photo.cols(), photo.rows());
  }

  private static List<Detection> largestFirst(List<Detection> faces) {
    return faces.stream()
        .sorted(Comparator.comparingDouble((Detection d) -> d.box().area()).reversed())
        .toList();
  }
}
