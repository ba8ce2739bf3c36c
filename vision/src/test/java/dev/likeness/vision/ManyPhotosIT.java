package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.likeness.faces.Reason;
import dev.likeness.vision.decode.TestPhotos;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is found in many photos, where folders of them lie beside the project, and in no photos. */
class ManyPhotosIT {
  private static final Path SHARED =
      Path.of(System.getProperty("basedir", "."), "..", "..", "shared");
  private static final int[] TURNS = {90, 180, 270};

  private static FaceEngine engine;
  private static Random random;

  @BeforeAll
  static void open() {
    engine = FaceEngine.open(ModelBundle.onClasspath("fr-feature-512"), EngineSettings.defaults());
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("photos chosen with seed " + seed);
    random = new Random(seed);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void shouldFindTheFacesOfFilmStills() throws IOException {
    assertFoundInStills(80, 0.2);
  }

  @Test
  @Tag("soak")
  void shouldFindTheFacesOfAllFilmStills() throws IOException {
    assertFoundInStills(Integer.MAX_VALUE, 0.1);
  }

  /**
   * @param share of the stills that may be missed: more in a sample, which may be a bad one
   */
  private static void assertFoundInStills(int most, double share) throws IOException {
    // Given
    List<Path> stills = some("hard", most);

    // When
    List<Path> missed = refused(stills, ManyPhotosIT::probe, Reason.NO_FACE);

    // Then
    System.out.println("stills: " + missed.size() + " of " + stills.size() + " missed");
    assertThat(missed.size())
        .as(missed.toString())
        .isLessThanOrEqualTo((int) (share * stills.size()));
  }

  @Test
  void shouldReadTurnedPhotosLikeUprightOnes() throws IOException {
    assertTurnedAlike(12);
  }

  @Test
  @Tag("soak")
  void shouldReadManyTurnedPhotosLikeUprightOnes() throws IOException {
    assertTurnedAlike(500);
  }

  private static void assertTurnedAlike(int most) throws IOException {
    // Given
    List<Path> photos = some("lfw", most);

    // When
    List<String> different =
        photos.parallelStream().flatMap(ManyPhotosIT::readOtherwiseIfTurned).toList();

    // Then
    System.out.println("turned: " + different.size() + " of " + 3 * photos.size() + " different");
    assertThat(different.size())
        .as(different.toString())
        .isLessThanOrEqualTo(Math.max(5, 3 * photos.size() / 20));
  }

  /** The turns after which a photo is not read like the upright one. */
  private static Stream<String> readOtherwiseIfTurned(Path file) {
    BufferedImage photo = image(file);
    FaceInPhoto upright = only(probe(TestPhotos.written(photo, "png")));
    return IntStream.of(TURNS)
        .filter(degrees ->
            !(probe(TestPhotos.written(Others.turned(photo, degrees), "png"))
                    instanceof FacesFound found)
                || found.faces().getFirst().rotated() != degrees
                || found.faces().getFirst().vector().cosine(upright.vector()) < 0.95)
        .mapToObj(degrees -> file.getFileName() + " by " + degrees);
  }

  @Test
  void shouldReadUprightPhotosAsUpright() throws IOException {
    assertUpright(80);
  }

  @Test
  @Tag("soak")
  void shouldReadEveryUprightPhotoAsUpright() throws IOException {
    assertUpright(Integer.MAX_VALUE);
  }

  private static void assertUpright(int most) throws IOException {
    // Given
    List<Path> photos = some("lfw", most);

    // When
    List<Path> turned =
        photos.parallelStream()
            .filter(file ->
                probe(bytes(file)) instanceof FacesFound found
                    && found.faces().getFirst().rotated() != 0)
            .toList();

    // Then
    System.out.println("upright: " + turned.size() + " of " + photos.size() + " read as turned");
    assertThat(turned.size())
        .as(turned.toString())
        .isLessThanOrEqualTo(Math.max(1, photos.size() / 1000));
  }

  @Test
  void shouldRefuseFewPhotosOfPeopleForTheirQuality() throws IOException {
    assertGoodEnough(200, 0.02);
  }

  @Test
  @Tag("soak")
  void shouldRefuseFewOfAllPhotosOfPeopleForTheirQuality() throws IOException {
    assertGoodEnough(Integer.MAX_VALUE, 0.005);
  }

  private static void assertGoodEnough(int most, double share) throws IOException {
    // Given
    List<Path> photos = some("lfw", most);

    // When
    List<Path> refused = refused(photos, engine::enroll, Reason.LOW_QUALITY);

    // Then
    System.out.println("quality: " + refused.size() + " of " + photos.size() + " refused");
    assertThat(refused.size())
        .as(refused.toString())
        .isLessThanOrEqualTo((int) (share * photos.size()));
  }

  @Test
  void shouldNotTakeTwoPeopleForOneBecauseTheirPhotosStandOnTheirHeads() throws IOException {
    Path cases = SHARED.resolve("cases");
    assumeThat(cases).isDirectory();

    // When
    FaceInPhoto one = only(probe(Files.readAllBytes(cases.resolve("rot180.jpg"))));
    FaceInPhoto other = only(probe(Files.readAllBytes(cases.resolve("biden180.jpg"))));
    FaceInPhoto upright = only(probe(Files.readAllBytes(cases.resolve("base.jpg"))));

    // Then
    assertThat(one.rotated()).isEqualTo(180);
    assertThat(other.rotated()).isEqualTo(180);
    assertThat(one.vector().cosine(other.vector())).isLessThan(engine.card().defaultThreshold());
    assertThat(one.vector().cosine(upright.vector())).isGreaterThan(0.9f);
  }

  @Test
  void shouldFindNoFaceInTexturesAndDamagedGradients() {
    assertNoFaces(60);
  }

  @Test
  @Tag("soak")
  void shouldFindNoFaceInManyTexturesAndDamagedGradients() {
    assertNoFaces(2000);
  }

  private static void assertNoFaces(int pictures) {
    // When
    int seen = 0;
    for (int i = 0; i < pictures; i++) {
      byte[] picture =
          i % 3 == 0
              ? Others.corruptedGif(random)
              : TestPhotos.written(Others.texture(random), "png");
      if (engine.enroll(picture) instanceof FacesFound) {
        seen++;
      }
    }

    // Then
    System.out.println("no faces: " + seen + " seen in " + pictures + " pictures");
    assertThat(seen).isLessThanOrEqualTo(Math.max(1, pictures / 400));
  }

  /** A face of 66 pixels in a photo of 4,000 × 313, as a panorama shows it. */
  @Test
  void shouldFindASmallFaceInAWidePhoto() throws IOException {
    // Given
    List<Path> photos = some("lfw", 12);

    // When
    List<Path> missed = new ArrayList<>();
    for (Path file : photos) {
      FaceInPhoto close = only(probe(Files.readAllBytes(file)));
      BufferedImage photo = image(file);
      int side = Math.min(313, Math.round(photo.getWidth() * 66 / close.box().width()));
      BufferedImage wide =
          Scenes.hung(
              Scenes.sized(photo, side),
              random.nextInt(4_000 - side),
              random.nextInt(313 - side + 1),
              4_000,
              313);
      if (!(probe(TestPhotos.jpeg(wide, false)) instanceof FacesFound found)
          || found.faces().getFirst().vector().cosine(close.vector()) < 0.6) {
        missed.add(file);
      }
    }

    // Then
    System.out.println("wide: " + missed.size() + " of " + photos.size() + " missed");
    assertThat(missed).hasSizeLessThanOrEqualTo(2);
  }

  /** Those of some photos that {@code door} refuses for a reason. */
  private static List<Path> refused(
      List<Path> photos, Function<byte[], PhotoAnalysis> door, Reason reason) {
    return photos.parallelStream()
        .filter(file -> door.apply(bytes(file)) instanceof Unusable bad && bad.reason() == reason)
        .toList();
  }

  private static PhotoAnalysis probe(byte[] photo) {
    return engine.probe(photo, FaceSelection.LARGEST);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage image(Path file) {
    try {
      return ImageIO.read(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FaceInPhoto only(PhotoAnalysis analysis) {
    assertThat(analysis).isInstanceOf(FacesFound.class);
    return ((FacesFound) analysis).faces().getFirst();
  }

  private static List<Path> some(String folder, int most) throws IOException {
    Path root = SHARED.resolve(folder);
    assumeThat(root).isDirectory();
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> photos =
          new ArrayList<>(
              files.filter(f -> f.toString().matches(".*\\.(jpg|png)")).sorted().toList());
      Collections.shuffle(photos, random);
      return photos.subList(0, Math.min(most, photos.size()));
    }
  }
}
