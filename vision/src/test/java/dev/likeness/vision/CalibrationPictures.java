package dev.likeness.vision;

import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.PhotoDecoder;
import dev.likeness.vision.detect.Detection;
import dev.likeness.vision.detect.FaceDetector;
import dev.likeness.vision.detect.PriorBoxNet;
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

/**
 * Writes the pictures that the ranges of the quantised nets are measured on, as models' Calibration
 * reads them.
 *
 * <pre>CalibrationPictures MODEL PHOTOS TARGET</pre>
 */
final class CalibrationPictures {
  private static final String RECOGNITION = "recognition";

  private final FaceDetector detector;
  private final LandmarkNet landmarks;
  private final Alignment alignment;
  private final Path target;
  private int written;

  private CalibrationPictures(Alignment alignment, Path target) {
    DetectionBundle bundle = DetectionBundle.onClasspath();
    this.detector = new FaceDetector(new PriorBoxNet(bundle.net(DetectionBundle.DETECTOR)));
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
      }
    }
    System.out.println(pictures.written + " pictures");
  }

  private void faces(Mat photo) throws IOException {
    for (Detection face : detector.detect(photo, true)) {
      FacePoints points = landmarks.locate(photo, face.box()).points();
      try (Chip chip = alignment.align(photo, points, face.box())) {
        byte[] both = ChipPicture.rgb(chip);
        write(RECOGNITION, Arrays.copyOf(both, both.length / 2));
        write(RECOGNITION, Arrays.copyOfRange(both, both.length / 2, both.length));
      }
    }
  }

  private void write(String net, byte[] rgb) throws IOException {
    Path directory = Files.createDirectories(target.resolve(net));
    Files.write(directory.resolve(String.format("%04d.rgb", written++)), rgb);
  }
}
