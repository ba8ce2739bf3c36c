package dev.likeness.vision;

import dev.likeness.faces.Reason;
import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.PhotoDecoder;
import dev.likeness.vision.decode.Undecodable;
import dev.likeness.vision.detect.Detection;
import dev.likeness.vision.detect.FaceDetector;
import dev.likeness.vision.detect.FastDetector;
import dev.likeness.vision.detect.ThoroughDetector;
import dev.likeness.vision.embed.Embedder;
import dev.likeness.vision.embed.FaceAligner;
import dev.likeness.vision.landmarks.LandmarkNet;
import dev.likeness.vision.onnx.Net;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Photos to faces and vectors, with one model.
 *
 * <p>Thread-safe; each call does all its work on its caller's thread, so as many calls run in
 * parallel as there are threads, and the best throughput is one per core. The nets are shared and
 * held in native memory until {@link #close()}, which must not overtake running calls.
 */
public final class FaceEngine implements AutoCloseable {
  private static final int LONG_SIDE = 1024;

  private final ModelCard card;
  private final EngineSettings settings;
  private final List<Net> nets;
  private final PhotoDecoder decoder =
      new PhotoDecoder(PhotoLimits.MAX_BYTES, PhotoLimits.MAX_PIXELS);
  private final FaceDetector detector;
  private final FaceReader reader;
  private final Precedence precedence = Precedence.ofProbes();

  private FaceEngine(ModelBundle bundle, EngineSettings settings) {
    this.card = bundle.card();
    this.settings = settings;
    Net fast = bundle.net(ModelBundle.DETECTOR_FAST);
    Net thorough = bundle.net(ModelBundle.DETECTOR_THOROUGH);
    Net landmarks = bundle.net(ModelBundle.LANDMARKS);
    Net recognition = bundle.net(ModelBundle.RECOGNITION);
    this.nets = List.of(fast, thorough, landmarks, recognition);
    this.detector =
        new FaceDetector(new FastDetector(fast, card.anchors()), new ThoroughDetector(thorough));
    this.reader =
        new FaceReader(
            new LandmarkNet(landmarks),
            new FaceAligner(card.alignment()),
            new Embedder(recognition, card.mean()));
  }

  /**
   * Loads a bundle's nets.
   *
   * @throws IllegalStateException if a net cannot be loaded
   */
  public static FaceEngine open(ModelBundle bundle, EngineSettings settings) {
    return new FaceEngine(bundle, settings);
  }

  /** The model's card. */
  public ModelCard card() {
    return card;
  }

  /**
   * Embeds the one face of an enrollment photo: the largest, unless another is of similar size. It
   * gives way to probes for a moment: somebody waits for those.
   *
   * @return one face, or the reason why the photo is not to be enrolled
   */
  public PhotoAnalysis enroll(byte[] photo) {
    precedence.giveWay();
    return analyze(photo, new Demand(false, true, settings.enrollment()));
  }

  /**
   * Embeds the faces of a photo that is to be compared.
   *
   * @return the faces that pass the probe's quality limits, or the reason why none does
   */
  public PhotoAnalysis probe(byte[] photo, FaceSelection selection) {
    return precedence.first(
        () -> analyze(photo, new Demand(selection == FaceSelection.ALL, false, settings.probe())));
  }

  private PhotoAnalysis analyze(byte[] photo, Demand demand) {
    Stopwatch watch = new Stopwatch();
    return switch (decoder.decode(photo, LONG_SIDE)) {
      case Undecodable bad -> new Unusable(bad.reason(), bad.detail());
      case DecodedPhoto decoded -> {
        try (decoded) {
          watch.lap(Stopwatch.Stage.DECODE);
          yield analyze(decoded, demand, watch);
        }
      }
    };
  }

  private PhotoAnalysis analyze(DecodedPhoto photo, Demand demand, Stopwatch watch) {
    List<Detection> detections = detector.detect(photo.pixels(), demand.all());
    watch.lap(Stopwatch.Stage.DETECT);
    if (detections.isEmpty()) {
      return new Unusable(
          Reason.NO_FACE,
          "no face was found in the photo of " + photo.width() + "×" + photo.height() + " pixels");
    }
    if (demand.alone() && rivals(detections) > 0) {
      return severalFaces(detections, photo.scale());
    }
    List<FaceInPhoto> faces = new ArrayList<>();
    Optional<Unusable> objection = Optional.empty();
    for (Detection detection : demand.all() ? detections : detections.subList(0, 1)) {
      FaceInPhoto face = reader.read(photo, detection, watch);
      Optional<Unusable> now = demand.limits().objection(face.quality());
      if (now.isEmpty()) {
        faces.add(face);
      }
      objection = objection.or(() -> now);
    }
    return faces.isEmpty()
        ? objection.orElseThrow()
        : new FacesFound(faces, photo.width(), photo.height(), watch.timings());
  }

  private long rivals(List<Detection> largestFirst) {
    double area = largestFirst.getFirst().box().area();
    return largestFirst.stream()
        .skip(1)
        .filter(d -> d.box().area() >= settings.severalFacesRatio() * area)
        .count();
  }

  private Unusable severalFaces(List<Detection> largestFirst, double scale) {
    return new Unusable(
        Reason.SEVERAL_FACES,
        String.format(
            Locale.ROOT,
            "%d faces are in the photo; the largest is %.0f pixels wide and the next %.0f, and a"
                + " second face of %.0f%% or more of the largest one's area is ambiguous",
            largestFirst.size(),
            largestFirst.get(0).box().shorterSide() * scale,
            largestFirst.get(1).box().shorterSide() * scale,
            settings.severalFacesRatio() * 100));
  }

  @Override
  public void close() {
    nets.forEach(Net::close);
  }

  /**
   * @param all every face, not only the largest
   * @param alone no other face of similar size may be there
   * @param limits what each face must be worth
   */
  private record Demand(boolean all, boolean alone, QualityLimits limits) {}
}
