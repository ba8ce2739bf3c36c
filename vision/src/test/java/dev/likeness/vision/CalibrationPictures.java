package dev.likeness.vision;

import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.PhotoDecoder;
import dev.likeness.vision.detect.CanvasPicture;
import dev.likeness.vision.detect.Detection;
import dev.likeness.vision.detect.FaceDetector;
import dev.likeness.vision.detect.FastDetector;
import dev.likeness.vision.detect.ThoroughDetector;
import dev.likeness.vision.embed.Alignment;
import dev.likeness.vision.embed.Chip;
import dev.likeness.vision.embed.ChipPicture;
import dev.likeness.vision.landmarks.FacePoints;
import dev.likeness.vision.landmarks.LandmarkNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Writes the pictures that the ranges of the quantised nets are measured on, as models' Calibration
 * reads them.
 *
 * <pre>CalibrationPictures MODEL PHOTOS TARGET</pre>
 */
final class CalibrationPictures {
  private static final int SIDE = 512;
  private static final String RECOGNITION = "recognition";

  private final FaceDetector detector;
  private final LandmarkNet landmarks;
  private final Alignment alignment;
  private final Path target;
  private int written;

  private CalibrationPictures(Alignment alignment, Path target) {
    DetectionBundle bundle = DetectionBundle.onClasspath();
    this.detector =
        new FaceDetector(
            new FastDetector(bundle.net(DetectionBundle.FAST), bundle.anchors()),
            new ThoroughDetector(bundle.net(DetectionBundle.THOROUGH)));
    this.landmarks = new LandmarkNet(bundle.net(DetectionBundle.LANDMARKS));
    this.alignment = alignment;
    this.target = target;
  }

  public static void main(String[] arguments) throws IOException {
    var pictures =
        new CalibrationPictures(
            ModelBundle.onClasspath(arguments[0]).card().alignment(), Path.of(arguments[2]));
    PhotoDecoder decoder = new PhotoDecoder(PhotoLimits.MAX_BYTES, PhotoLimits.MAX_PIXELS);
    List<Path> photos;
    try (Stream<Path> files = Files.list(Path.of(arguments[1]))) {
      photos = files.sorted().toList();
    }
    for (Path file : photos) {
      try (DecodedPhoto photo = (DecodedPhoto) decoder.decode(Files.readAllBytes(file), 1024)) {
        pictures.faces(photo.pixels());
        pictures.canvases(photo.pixels());
      }
    }
    System.out.println(pictures.written + " pictures");
  }

  private void faces(Mat photo) throws IOException {
    for (Detection face : detector.detect(photo, true)) {
      FacePoints points = landmarks.locate(photo, face.box());
      try (Chip chip = alignment.align(photo, points, face.box())) {
        byte[] both = ChipPicture.rgb(chip);
        write(RECOGNITION, Arrays.copyOf(both, both.length / 2));
        write(RECOGNITION, Arrays.copyOfRange(both, both.length / 2, both.length));
      }
    }
  }

  /** The photo, the photo with space around it, and its upper middle. */
  private void canvases(Mat photo) throws IOException {
    write(DetectionBundle.THOROUGH, CanvasPicture.rgb(photo, SIDE, 0));
    write(DetectionBundle.THOROUGH, CanvasPicture.rgb(photo, SIDE, 1));
    try (Rect middle = new Rect(photo.cols() / 4, 0, photo.cols() / 2, photo.rows() / 2);
        Mat part = photo.apply(middle)) {
      write(DetectionBundle.THOROUGH, CanvasPicture.rgb(part, SIDE, 0));
    }
  }

  private void write(String net, byte[] rgb) throws IOException {
    Path directory = Files.createDirectories(target.resolve(net));
    Files.write(directory.resolve(String.format("%04d.rgb", written++)), rgb);
  }
}
