package dev.likeness.vision;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.faces.InvalidBoxException;
import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.vision.decode.Decoded;
import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.PhotoDecoder;
import dev.likeness.vision.decode.Undecodable;
import dev.likeness.vision.detect.FaceDetector;
import dev.likeness.vision.detect.PriorBoxNet;
import dev.likeness.vision.embed.Embedder;
import dev.likeness.vision.landmarks.LandmarkNet;
import dev.likeness.vision.onnx.Net;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Photos to faces and vectors, with one model.
 *
 * <p>Thread-safe; each call does all its work on its caller's thread, so as many calls run in
 * parallel as there are threads, and the best throughput is one per core. The nets are shared and
 * held in native memory until {@link #close()}, which must not overtake running calls.
 */
public final class FaceEngine implements AutoCloseable {
  private static final int LONG_SIDE = 1024;

  /** Reasons that may not hold of the same photo in another form. */
  private static final Set<Reason> ABOUT_FACES =
      EnumSet.of(Reason.NO_FACE, Reason.SEVERAL_FACES, Reason.FACE_TOO_SMALL, Reason.LOW_QUALITY);

  private final ModelCard card;
  private final EngineSettings settings;
  private final List<Net> nets;
  private final PhotoDecoder decoder =
      new PhotoDecoder(PhotoLimits.MAX_BYTES, PhotoLimits.MAX_PIXELS);
  private final FaceFinder finder;
  private final FaceReader reader;
  private final PhotoNormalizer normalizer;
  private final Precedence precedence = Precedence.ofProbes();

  private FaceEngine(ModelBundle bundle, EngineSettings settings) {
    this.card = bundle.card();
    this.settings = settings;
    Net recognition = bundle.recognition();
    Embedder embedder = bundle.embedder(recognition);
    DetectionBundle detection = DetectionBundle.onClasspath();
    Net detector = detection.net(DetectionBundle.DETECTOR);
    Net landmarks = detection.net(DetectionBundle.LANDMARKS);
    this.nets = List.of(detector, landmarks, recognition);
    this.finder =
        new FaceFinder(new FaceDetector(new PriorBoxNet(detector)), new LandmarkNet(landmarks));
    this.reader = new FaceReader(card.alignment(), embedder);
    this.normalizer = new PhotoNormalizer(this::onlyFace);
  }

  /**
   * Loads a model's net, and those of the release that find faces.
   *
   * @throws IllegalArgumentException if a file is not the one on its card, or the card does not
   *     describe the net
   * @throws IllegalStateException if a net cannot be loaded
   */
  public static FaceEngine open(ModelBundle bundle, EngineSettings settings) {
    return new FaceEngine(bundle, settings);
  }

  /** The model's card. */
  public ModelCard card() {
    return card;
  }

  /** As {@link #enroll(EnrollmentPhoto)}, of a photo of which nothing is said. */
  public PhotoAnalysis enroll(byte[] photo) {
    return enroll(EnrollmentPhoto.of(photo));
  }

  /**
   * Embeds the one face of an enrollment photo: the one in its box, or else the largest, unless
   * another is of similar size. A photo as it was sent is brought into the form it is stored in
   * first ({@link PhotoNormalizer}): so it has one verdict and one vector, whether a service stored
   * it or its producer did. It gives way to probes for a moment: somebody waits for those.
   *
   * @return one face, or the reason why the photo is not to be enrolled; places are in pixels of
   *     this photo, but sizes, and all that a reason says, in those of the photo as sent
   */
  public PhotoAnalysis enroll(EnrollmentPhoto photo) {
    precedence.giveWay();
    Stopwatch watch = new Stopwatch();
    return photo.cut() == null
        ? analyzeAsStored(photo, enrollment(), watch)
        : analyzeStored(photo, enrollment(), watch);
  }

  private PhotoAnalysis analyzeStored(EnrollmentPhoto photo, Demand demand, Stopwatch watch) {
    Box box = photo.box();
    Decoded decoded =
        box == null
            ? decoder.decode(photo.file(), LONG_SIDE)
            : decoder.decodeAsFineAs(photo.file(), FaceCut.coarsest(box));
    return analyze(decoded, photo, demand, watch);
  }

  private PhotoAnalysis analyzeAsStored(EnrollmentPhoto sent, Demand demand, Stopwatch watch) {
    return switch (decoder.decodeSparing(sent.file(), PhotoLimits.STORED_LONG_SIDE)) {
      case Undecodable bad -> new Unusable(bad.reason(), bad.detail());
      case DecodedPhoto photo -> {
        try (photo) {
          if (sent.box() == null && PhotoNormalizer.isStoredForm(photo)) {
            yield analyze(photo, sent, demand, watch);
          }
          StoredPhoto stored = normalizer.store(sent.file(), photo, sent.box());
          PhotoAnalysis analysis =
              analyzeStored(
                  new EnrollmentPhoto(stored.jpeg(), stored.box(), stored.cut()), demand, watch);
          yield analysis instanceof FacesFound found ? found.sent(stored.cut()) : analysis;
        } catch (InvalidBoxException outside) {
          yield new Unusable(Reason.BAD_BOX, outside.getMessage());
        }
      }
    };
  }

  private Demand enrollment() {
    return new Demand(false, true, settings.enrollment());
  }

  /**
   * Embeds the faces of a photo that is to be compared. A photo of one face is read in the form in
   * which it would be stored, as {@link #enroll} reads it: so the same photo has the same vector
   * whether it is enrolled or searched with, and whatever can be enrolled can be searched with. A
   * photo of several faces, and one that is refused in that form, is read as it was sent.
   *
   * @return the faces that pass the probe's quality limits, or the reason why none does
   */
  public PhotoAnalysis probe(byte[] photo, FaceSelection selection) {
    return precedence.first(() -> {
      Stopwatch watch = new Stopwatch();
      EnrollmentPhoto sent = EnrollmentPhoto.of(photo);
      boolean all = selection == FaceSelection.ALL;
      if (!all) {
        PhotoAnalysis asStored =
            analyzeAsStored(sent, new Demand(false, true, settings.probe()), watch);
        if (!(asStored instanceof Unusable no && ABOUT_FACES.contains(no.reason()))) {
          return asStored;
        }
      }
      boolean alone = selection == FaceSelection.ONLY;
      return analyze(
          decoder.decode(photo, LONG_SIDE), sent, new Demand(all, alone, settings.probe()), watch);
    });
  }

  /**
   * The faces of a photo, small ones too, each with what would be said of it if it were enrolled.
   * Nothing is embedded.
   *
   * @return the faces, none if there is none; or the reason why the file cannot be looked at
   */
  public PhotoFaces detect(byte[] file) {
    return precedence.first(() -> {
      Stopwatch watch = new Stopwatch();
      return switch (decoder.decode(file, LONG_SIDE)) {
        case Undecodable bad -> new Unusable(bad.reason(), bad.detail());
        case DecodedPhoto photo -> {
          try (photo) {
            watch.lap(Stopwatch.Stage.DECODE);
            yield detected(photo, watch);
          }
        }
      };
    });
  }

  private DetectedFaces detected(DecodedPhoto photo, Stopwatch watch) {
    List<DetectedFace> faces = new ArrayList<>();
    for (FoundFace one : finder.find(photo.pixels(), true, watch)) {
      Quality quality = FaceReader.assess(photo, one, 1);
      faces.add(
          new DetectedFace(
              one.detection().box().times(photo.scale()),
              one.points().landmarks(photo.scale()),
              one.detection().score(),
              quality,
              one.turn().degrees(),
              objection(one, quality, settings.enrollment()).orElse(null)));
      watch.lap(Stopwatch.Stage.ALIGN);
    }
    return new DetectedFaces(faces, photo.width(), photo.height(), watch.timings());
  }

  /** Why a face does not do, if it does not. */
  private static Optional<Unusable> objection(
      FoundFace face, Quality quality, QualityLimits limits) {
    return (face.drift() > SeenTwice.MOST_DRIFT
            ? Optional.of(Refusals.unsteady(face.drift(), SeenTwice.MOST_DRIFT))
            : limits.objection(quality))
        .map(no -> no.measured(quality));
  }

  /**
   * The face that {@link #enroll} would take from a photo, in pixels of the photo; empty if there
   * is none, or several of similar size.
   */
  Optional<Box> onlyFace(DecodedPhoto photo) {
    List<FoundFace> found = finder.find(photo.pixels(), false, new Stopwatch());
    return found.isEmpty() || rivals(found) > 0
        ? Optional.empty()
        : Optional.of(found.getFirst().detection().box().times(photo.scale()));
  }

  private PhotoAnalysis analyze(
      Decoded decoded, EnrollmentPhoto sent, Demand demand, Stopwatch watch) {
    return switch (decoded) {
      case Undecodable bad -> new Unusable(bad.reason(), bad.detail());
      case DecodedPhoto photo -> {
        try (photo) {
          yield analyze(photo, sent, demand, watch);
        }
      }
    };
  }

  private PhotoAnalysis analyze(
      DecodedPhoto photo, EnrollmentPhoto sent, Demand demand, Stopwatch watch) {
    watch.lap(Stopwatch.Stage.DECODE);
    Box box = sent.box();
    Cut cut = sent.cut(photo.width(), photo.height());
    return box == null ? analyze(photo, cut, demand, watch) : inBox(photo, box, cut, demand, watch);
  }

  private PhotoAnalysis analyze(DecodedPhoto photo, Cut cut, Demand demand, Stopwatch watch) {
    List<FoundFace> found = finder.find(photo.pixels(), demand.all(), watch);
    if (found.isEmpty()) {
      return Refusals.noFace(cut);
    }
    return demand.alone() && rivals(found) > 0
        ? Refusals.severalFaces(found, photo.scale() * cut.scale(), settings.severalFacesRatio())
        : read(photo, demand.all() ? found : found.subList(0, 1), cut, demand, watch);
  }

  private PhotoAnalysis inBox(
      DecodedPhoto photo, Box box, Cut cut, Demand demand, Stopwatch watch) {
    if (box.intersection(new Box(0, 0, photo.width(), photo.height())) <= 0) {
      return Refusals.outside(cut.sent(box), cut);
    }
    Box decoded = box.times(1 / photo.scale());
    MeantFace.Found found = new MeantFace(finder).find(photo.pixels(), decoded, watch);
    if (found.in().isEmpty()) {
      return Refusals.noFaceInBox(
          cut.sent(box),
          found.beside().stream()
              .map(face -> cut.sent(face.detection().box().times(photo.scale())))
              .toList(),
          cut);
    }
    return found.isAmbiguous(decoded)
        ? Refusals.severalFaces(
            found.in(), photo.scale() * cut.scale(), settings.severalFacesRatio())
        : read(photo, found.in().subList(0, 1), cut, demand, watch);
  }

  private PhotoAnalysis read(
      DecodedPhoto photo, List<FoundFace> wanted, Cut cut, Demand demand, Stopwatch watch) {
    List<FaceInPhoto> faces = new ArrayList<>();
    Optional<Unusable> objection = Optional.empty();
    for (FoundFace one : wanted) {
      FaceInPhoto face = reader.read(photo, one, cut.scale(), watch);
      Optional<Unusable> now = objection(one, face.quality(), demand.limits());
      if (now.isEmpty()) {
        faces.add(face);
      }
      objection = objection.or(() -> now);
    }
    return faces.isEmpty()
        ? objection.orElseThrow()
        : new FacesFound(faces, photo.width(), photo.height(), watch.timings());
  }

  private long rivals(List<FoundFace> largestFirst) {
    double area = largestFirst.getFirst().detection().box().area();
    return largestFirst.stream()
        .skip(1)
        .filter(face -> face.detection().box().area() >= settings.severalFacesRatio() * area)
        .count();
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
