package dev.likeness.vision;

import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.PhotoDecoder;
import dev.likeness.vision.detect.Detection;
import dev.likeness.vision.detect.FaceDetector;
import dev.likeness.vision.detect.FastDetector;
import dev.likeness.vision.detect.ThoroughDetector;
import dev.likeness.vision.onnx.Net;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What the detector cascade costs and finds, next to the thorough detector alone on the same
 * photos. Both take turns on each photo, and the quickest of a few turns counts, so that what else
 * the machine does falls on both.
 *
 * <pre>DetectorFigures DIRECTORY_OF_PHOTOS…</pre>
 */
final class DetectorFigures implements AutoCloseable {
  private static final int TURNS = 3;
  private static final int LONG_SIDE = 1024;
  private static final float CERTAIN = 0.5f;

  private final List<Net> nets;
  private final FaceDetector cascade;
  private final ThoroughDetector thorough;
  private final PhotoDecoder decoder =
      new PhotoDecoder(PhotoLimits.MAX_BYTES, PhotoLimits.MAX_PIXELS);

  DetectorFigures() {
    DetectionBundle bundle = DetectionBundle.onClasspath();
    Net fast = bundle.net(DetectionBundle.FAST);
    Net careful = bundle.net(DetectionBundle.THOROUGH);
    this.nets = List.of(fast, careful);
    this.thorough = new ThoroughDetector(careful);
    this.cascade = new FaceDetector(new FastDetector(fast, bundle.anchors()), thorough);
  }

  public static void main(String[] directories) throws IOException {
    try (var figures = new DetectorFigures()) {
      List<Path> photos = new ArrayList<>();
      for (String directory : directories) {
        photos.addAll(photos(Path.of(directory)));
      }
      System.out.println(Summary.of(figures.look(photos)));
    }
  }

  /**
   * One photo.
   *
   * @param thorough what the thorough detector alone finds
   * @param largest what the cascade finds when the largest face is wanted
   * @param all what it finds when every face is wanted
   * @param thoroughNanos how long the thorough detector takes
   * @param largestNanos how long the cascade takes for the largest face
   */
  record Look(
      Path file,
      List<Detection> thorough,
      List<Detection> largest,
      List<Detection> all,
      long thoroughNanos,
      long largestNanos) {
    /** The faces that the thorough detector sees and the cascade, asked for all, does not. */
    List<Detection> missed() {
      return thorough.stream().filter(face -> all.stream().noneMatch(f -> same(f, face))).toList();
    }

    /** Whether the cascade, asked for the largest face, answers none or one that is not there. */
    boolean misled() {
      return !thorough.isEmpty()
          && (largest.isEmpty() || thorough.stream().noneMatch(f -> same(f, largest.getFirst())));
    }

    private static boolean same(Detection a, Detection b) {
      return a.box().overlap(b.box()) > 0.35;
    }
  }

  /** Over many photos; the costs are means in milliseconds. */
  record Summary(
      int photos, int thoroughFaces, int missed, long misled, double thorough, double cascade) {
    static Summary of(List<Look> looks) {
      return new Summary(
          looks.size(),
          looks.stream().mapToInt(look -> look.thorough().size()).sum(),
          looks.stream().mapToInt(look -> look.missed().size()).sum(),
          looks.stream().filter(Look::misled).count(),
          looks.stream().mapToLong(Look::thoroughNanos).average().orElseThrow() / 1e6,
          looks.stream().mapToLong(Look::largestNanos).average().orElseThrow() / 1e6);
    }

    /** The cascade's mean cost as a share of the thorough detector's. */
    double ratio() {
      return cascade / thorough;
    }

    @Override
    public String toString() {
      return String.format(
          "%d photos: thorough alone %.1f ms and %d faces; cascade %.1f ms, ratio %.3f, missed %d"
              + " when asked for all, misled on %d when asked for the largest",
          photos, thorough, thoroughFaces, cascade, ratio(), missed, misled);
    }
  }

  /** Looks at each photo. */
  List<Look> look(List<Path> photos) throws IOException {
    List<Look> looks = new ArrayList<>();
    for (Path file : photos) {
      try (DecodedPhoto photo =
          (DecodedPhoto) decoder.decode(Files.readAllBytes(file), LONG_SIDE)) {
        looks.add(look(file, photo.pixels()));
      }
    }
    return looks;
  }

  private Look look(Path file, Mat photo) {
    long thoroughNanos = Long.MAX_VALUE;
    long largestNanos = Long.MAX_VALUE;
    for (int turn = 0; turn < TURNS; turn++) {
      thoroughNanos = Math.min(thoroughNanos, nanos(() -> thorough.detect(photo, 0, CERTAIN)));
      largestNanos = Math.min(largestNanos, nanos(() -> cascade.detect(photo, false)));
    }
    return new Look(
        file,
        thorough.detect(photo, 0, CERTAIN),
        cascade.detect(photo, false),
        cascade.detect(photo, true),
        thoroughNanos,
        largestNanos);
  }

  private static long nanos(Supplier<List<Detection>> work) {
    long start = System.nanoTime();
    List<Detection> _ = work.get();
    return System.nanoTime() - start;
  }

  /** The photos below {@code root}. */
  static List<Path> photos(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(f -> f.toString().matches(".*\\.(jpg|png)")).sorted().toList();
    }
  }

  @Override
  public void close() {
    nets.forEach(Net::close);
  }
}
