package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.likeness.faces.Box;
import dev.likeness.faces.Point;
import dev.likeness.faces.Reason;
import dev.likeness.vision.decode.TestPhotos;
import dev.likeness.vision.decode.Turn;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaceEngineTest {
  private static final Path ERASED =
      Path.of(System.getProperty("basedir", "."), "..", "..", "shared", "cases", "erased.png");

  private static FaceEngine engine;

  @BeforeAll
  static void open() {
    engine =
        FaceEngine.open(ModelBundle.onClasspath(ModelBundle.DEFAULT), EngineSettings.defaults());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void shouldDetectWhatAProbeFindsWithoutEmbeddingIt() throws IOException {
    // Given
    FacesFound probed = (FacesFound) engine.probe(sample(5), FaceSelection.ALL);

    // When
    DetectedFaces detected = (DetectedFaces) engine.detect(sample(5));

    // Then
    assertThat(detected.faces())
        .extracting(DetectedFace::box)
        .containsExactlyElementsOf(probed.faces().stream().map(FaceInPhoto::box).toList());
    assertThat(detected.faces())
        .extracting(DetectedFace::quality)
        .containsExactlyElementsOf(probed.faces().stream().map(FaceInPhoto::quality).toList());
    assertThat(detected.width()).isEqualTo(probed.width());
    assertThat(detected.timings().embedNanos()).isZero();
  }

  @Test
  void shouldDetectNoFaceWhereThereIsNone() {
    assertThat(engine.detect(new byte[] {1, 2, 3}))
        .isInstanceOfSatisfying(
            Unusable.class, no -> assertThat(no.reason()).isEqualTo(Reason.NOT_AN_IMAGE));
  }

  @ParameterizedTest
  @CsvSource({"1,3", "2,3", "3,3", "4,4", "5,5", "6,4"})
  void shouldFindEveryFaceOfAGroupPhotoOnce(int sample, int people) throws IOException {
    // When
    PhotoAnalysis analysis = engine.probe(sample(sample), FaceSelection.ALL);

    // Then
    List<FaceInPhoto> faces = found(analysis).faces();
    assertThat(faces).hasSize(people);
    assertThat(faces)
        .extracting(face -> face.box().area())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    for (FaceInPhoto face : faces) {
      assertThat(faces)
          .filteredOn(other -> !other.equals(face))
          .allSatisfy(other -> assertThat(face.box().overlap(other.box())).isLessThan(0.2));
      assertThat(face.landmarks().leftEye().x()).isLessThan(face.landmarks().rightEye().x());
      assertThat(face.landmarks().leftEye().y()).isLessThan(face.landmarks().mouthLeft().y());
      assertThat(face.vector().dimension()).isEqualTo(engine.card().dimension());
    }
  }

  @Test
  void shouldRejectEnrollingAGroupWithTheNumbers() throws IOException {
    // When
    PhotoAnalysis analysis = engine.enroll(sample(5));

    // Then
    assertThat(analysis).isInstanceOf(Unusable.class);
    assertThat(((Unusable) analysis).reason()).isEqualTo(Reason.SEVERAL_FACES);
    assertThat(((Unusable) analysis).detail())
        .startsWith("5 faces are in the photo")
        .contains("50%");
    assertThat(((Unusable) analysis).faces()).isEqualTo(5);
  }

  @Test
  void shouldNotChooseBetweenFacesOfSimilarSizeUnlessToldTo() throws IOException {
    // When
    PhotoAnalysis group = engine.probe(sample(5), FaceSelection.ONLY);
    PhotoAnalysis alone = engine.probe(TestPhotos.jpeg(portrait(0), false), FaceSelection.ONLY);

    // Then
    assertReason(group, Reason.SEVERAL_FACES);
    assertThat(((Unusable) group).faces()).isEqualTo(5);
    assertThat(only(alone)).isNotNull();
  }

  @Test
  void shouldAnswerTheLargestFaceOfAGroupOnRequest() throws IOException {
    // When
    List<FaceInPhoto> one = found(engine.probe(sample(5), FaceSelection.LARGEST)).faces();
    List<FaceInPhoto> all = found(engine.probe(sample(5), FaceSelection.ALL)).faces();

    // Then
    assertThat(one).hasSize(1);
    assertThat(one.getFirst().vector()).isEqualTo(all.getFirst().vector());
  }

  @Test
  void shouldEnrollOnePersonAndKnowHerAgainInAnotherPicture() throws IOException {
    // Given
    BufferedImage portrait = portrait(0);

    // When
    FaceInPhoto face = only(engine.enroll(TestPhotos.jpeg(portrait, false)));
    FaceInPhoto smaller = only(engine.enroll(TestPhotos.written(scaled(portrait, 0.4), "png")));
    FaceInPhoto tilted =
        only(engine.probe(TestPhotos.jpeg(tilted(portrait, 15), false), FaceSelection.LARGEST));
    FaceInPhoto somebodyElse = only(engine.enroll(TestPhotos.jpeg(portrait(1), false)));

    // Then
    float threshold = engine.card().defaultThreshold();
    assertThat(face.vector().cosine(smaller.vector())).isGreaterThan(0.9f);
    assertThat(face.vector().cosine(tilted.vector())).isGreaterThan(0.8f);
    assertThat(tilted.quality().roll() - face.quality().roll()).isBetween(9f, 21f);
    assertThat(face.vector().cosine(somebodyElse.vector())).isLessThan(threshold);
  }

  @Test
  void shouldGiveCoordinatesInThePhotosOwnPixelsWhateverSizeIsDecoded() throws IOException {
    // Given
    BufferedImage portrait = portrait(0);
    double factor = 4096.0 / portrait.getWidth();

    // When
    Box small = only(engine.enroll(TestPhotos.jpeg(portrait, false))).box();
    FacesFound large = found(engine.enroll(TestPhotos.jpeg(scaled(portrait, factor), false)));

    // Then
    assertThat(large.width()).isEqualTo(4096);
    Box shrunk = large.faces().getFirst().box();
    assertThat(
            new Box(
                    (float) (shrunk.x() / factor),
                    (float) (shrunk.y() / factor),
                    (float) (shrunk.width() / factor),
                    (float) (shrunk.height() / factor))
                .overlap(small))
        .isGreaterThan(0.7);
  }

  @Test
  void shouldReadARotatedPhotoLikeTheUprightOne() throws IOException {
    // Given
    BufferedImage portrait = portrait(0);
    byte[] upright = TestPhotos.jpeg(portrait, false);
    BufferedImage turned =
        new BufferedImage(portrait.getHeight(), portrait.getWidth(), BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < portrait.getHeight(); y++) {
      for (int x = 0; x < portrait.getWidth(); x++) {
        turned.setRGB(y, portrait.getWidth() - 1 - x, portrait.getRGB(x, y));
      }
    }
    byte[] rotated = TestPhotos.withOrientation(TestPhotos.jpeg(turned, false), "jpeg", 6);

    // When
    FacesFound first = found(engine.enroll(upright));
    FacesFound second = found(engine.enroll(rotated));

    // Then
    assertThat(second.width()).isEqualTo(first.width());
    assertThat(second.faces().getFirst().box().overlap(first.faces().getFirst().box()))
        .isGreaterThan(0.8);
    assertThat(second.faces().getFirst().vector().cosine(first.faces().getFirst().vector()))
        .isGreaterThan(0.95f);
  }

  @Test
  void shouldFindNoFaceWhereThereIsNone() {
    assertReason(
        engine.enroll(TestPhotos.jpeg(TestPhotos.quarters(640, 480), false)), Reason.NO_FACE);
    assertReason(
        engine.probe(TestPhotos.jpeg(TestPhotos.quarters(640, 480), false), FaceSelection.ALL),
        Reason.NO_FACE);
  }

  @Test
  void shouldRejectAFaceWithTooFewPixels() throws IOException {
    // Given
    BufferedImage tiny = scaled(portrait(0), 0.1);

    // When
    PhotoAnalysis analysis = engine.enroll(TestPhotos.written(tiny, "png"));

    // Then
    assertReason(analysis, Reason.FACE_TOO_SMALL);
    assertThat(((Unusable) analysis).detail()).contains("at least 32");
  }

  @Test
  void shouldNotEnrollAProfileButCompareIt() throws IOException {
    // Given
    byte[] profile =
        IntStream.rangeClosed(7, 13)
            .mapToObj(tenths -> TestPhotos.jpeg(portrait(2, 1, tenths / 10.0), false))
            .filter(photo -> yaw(engine.probe(photo, FaceSelection.LARGEST)) > 65)
            .findFirst()
            .orElseThrow();

    // When
    PhotoAnalysis enrolled = engine.enroll(profile);
    PhotoAnalysis probed = engine.probe(profile, FaceSelection.LARGEST);

    // Then
    assertReason(enrolled, Reason.LOW_QUALITY);
    assertThat(((Unusable) enrolled).detail()).contains("yaw").contains("at most 65");
    assertThat(Math.abs(only(probed).quality().yaw())).isGreaterThan(65);
  }

  @Test
  void shouldPassOnWhyAFileCannotBeDecoded() {
    assertReason(engine.enroll(new byte[0]), Reason.NOT_AN_IMAGE);
    assertReason(
        engine.probe(TestPhotos.pngBomb(60_000, 60_000), FaceSelection.ALL), Reason.TOO_LARGE);
  }

  @Test
  void shouldAnswerManyThreadsAlike() throws Exception {
    // Given
    byte[] photo = TestPhotos.jpeg(portrait(0), false);
    FaceInPhoto expected = only(engine.enroll(photo));

    // When
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<FaceInPhoto>> answers =
          IntStream.range(0, 24)
              .mapToObj(i -> threads.submit(() -> only(engine.enroll(photo))))
              .toList();

      // Then
      for (Future<FaceInPhoto> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void shouldAnswerForEveryDamageOfARealPhoto() throws IOException {
    // Given
    byte[] photo = TestPhotos.jpeg(portrait(0), false);
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("portrait damaged with seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      byte[] damaged =
          random.nextInt(4) == 0
              ? Arrays.copyOf(photo, random.nextInt(photo.length))
              : photo.clone();
      for (int flips = random.nextInt(8); flips > 0 && damaged.length > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }

      // When
      PhotoAnalysis analysis = engine.enroll(damaged);

      // Then
      switch (analysis) {
        case Unusable bad -> assertThat(bad.detail()).as("seed %d", seed).isNotBlank();
        case FacesFound found -> assertThat(found.faces()).as("seed %d", seed).hasSize(1);
      }
    }
  }

  @Test
  void shouldNotSeeAFaceThatIsHiddenByTransparency() throws IOException {
    // Given
    BufferedImage portrait = portrait(0);
    BufferedImage erased =
        new BufferedImage(portrait.getWidth(), portrait.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < erased.getHeight(); y++) {
      for (int x = 0; x < erased.getWidth(); x++) {
        erased.setRGB(x, y, portrait.getRGB(x, y) & 0xFFFFFF);
      }
    }

    // When
    PhotoAnalysis shown = engine.enroll(TestPhotos.written(portrait, "png"));
    PhotoAnalysis hidden = engine.enroll(TestPhotos.written(erased, "png"));

    // Then
    assertThat(shown).isInstanceOf(FacesFound.class);
    assertReason(hidden, Reason.NO_FACE);
  }

  @Test
  void shouldSeeWhoIsVisibleAndNotWhoWasErased() throws IOException {
    assumeThat(ERASED).isRegularFile();

    // When
    FaceInPhoto face = only(engine.probe(Files.readAllBytes(ERASED), FaceSelection.LARGEST));

    // Then
    assertThat(face.box().x() + face.box().width()).isLessThan(75);
  }

  @ParameterizedTest
  @EnumSource(value = Turn.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void shouldReadAPhotoThatWasTurnedWithoutAWordLikeTheUprightOne(Turn turn) throws IOException {
    // Given
    BufferedImage portrait = portrait(0);
    FaceInPhoto upright = only(engine.enroll(TestPhotos.written(portrait, "png")));

    // When
    FacesFound turned =
        found(engine.enroll(TestPhotos.written(Others.turned(portrait, turn.degrees()), "png")));

    // Then
    FaceInPhoto face = turned.faces().getFirst();
    assertThat(upright.rotated()).isZero();
    assertThat(face.rotated()).isEqualTo(turn.degrees());
    assertThat(face.vector().cosine(upright.vector())).isGreaterThan(0.95f);
    assertThat(face.quality().roll()).isCloseTo(upright.quality().roll(), within(5f));
    assertThat(turn.upright(face.box(), turned.width(), turned.height()).overlap(upright.box()))
        .isGreaterThan(0.8);
    Point nose = turn.upright(face.landmarks().nose(), turned.width(), turned.height());
    assertThat(nose.x()).isCloseTo(upright.landmarks().nose().x(), within(5f));
    assertThat(nose.y()).isCloseTo(upright.landmarks().nose().y(), within(5f));
  }

  @ParameterizedTest
  @CsvSource({"4000, 313, 66", "12000, 600, 126", "600, 6000, 100"})
  void shouldFindASmallFaceInALongPhoto(int width, int height, int size) throws IOException {
    // Given
    BufferedImage portrait = portrait(0);
    double factor =
        size / (double) only(engine.enroll(TestPhotos.jpeg(portrait, false))).box().width();
    BufferedImage panorama = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    panorama.createGraphics().drawImage(scaled(portrait, factor), width / 3, height / 3, null);

    // When
    FaceInPhoto face = only(engine.enroll(TestPhotos.jpeg(panorama, false)));

    // Then
    assertThat(face.box().width()).isCloseTo(size, within(size / 4f));
    assertThat(face.box().x()).isBetween(width * 0.3f, width * 0.6f);
  }

  @Test
  void shouldSayHowLargeAFaceMustBe() {
    // When
    PhotoAnalysis analysis = engine.enroll(TestPhotos.jpeg(TestPhotos.quarters(3200, 2400), false));

    // Then
    assertReason(analysis, Reason.NO_FACE);
    assertThat(((Unusable) analysis).detail())
        .contains("3200×2400 pixels")
        .contains("narrower than about 50 pixels");
  }

  private static FacesFound found(PhotoAnalysis analysis) {
    assertThat(analysis).isInstanceOf(FacesFound.class);
    return (FacesFound) analysis;
  }

  private static FaceInPhoto only(PhotoAnalysis analysis) {
    assertThat(found(analysis).faces()).hasSize(1);
    return found(analysis).faces().getFirst();
  }

  private static void assertReason(PhotoAnalysis analysis, Reason reason) {
    assertThat(analysis).isInstanceOf(Unusable.class);
    assertThat(((Unusable) analysis).reason()).isEqualTo(reason);
  }

  private static double yaw(PhotoAnalysis analysis) {
    return analysis instanceof FacesFound found
        ? Math.abs(found.faces().getFirst().quality().yaw())
        : 0;
  }

  private static BufferedImage portrait(int index) {
    return portrait(6, index, 0.8);
  }

  /** One woman of a group photo, alone, with {@code half} her face's height to each side. */
  private static BufferedImage portrait(int sample, int index, double half) {
    try {
      BufferedImage group = ImageIO.read(new ByteArrayInputStream(sample(sample)));
      List<FaceInPhoto> faces = found(engine.probe(sample(sample), FaceSelection.ALL)).faces();
      return portrait(group, faces.get(index).box(), half);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage portrait(BufferedImage group, Box box, double share) {
    float cx = box.x() + box.width() / 2;
    float cy = box.y() + box.height() / 2;
    int half = (int) (share * box.height());
    BufferedImage crop = new BufferedImage(2 * half, 2 * half, BufferedImage.TYPE_3BYTE_BGR);
    crop.createGraphics().drawImage(group, (int) (half - cx), (int) (half - cy), null);
    return crop;
  }

  private static BufferedImage scaled(BufferedImage image, double factor) {
    int width = (int) Math.round(image.getWidth() * factor);
    int height = (int) Math.round(image.getHeight() * factor);
    BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = result.createGraphics();
    graphics.drawImage(
        image.getScaledInstance(width, height, java.awt.Image.SCALE_SMOOTH), 0, 0, null);
    graphics.dispose();
    return result;
  }

  private static BufferedImage tilted(BufferedImage image, double degrees) {
    BufferedImage result =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(
        image,
        AffineTransform.getRotateInstance(
            Math.toRadians(degrees), image.getWidth() / 2.0, image.getHeight() / 2.0),
        null);
    graphics.dispose();
    return result;
  }

  static byte[] sample(int number) throws IOException {
    try (InputStream in =
        FaceEngineTest.class.getResourceAsStream(
            "/likeness-models/samples/sample" + number + ".jpg")) {
      return in.readAllBytes();
    }
  }
}
