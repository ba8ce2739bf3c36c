package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.faces.InvalidBoxException;
import dev.likeness.faces.Reason;
import dev.likeness.vision.decode.TestPhotos;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A photo is judged alike whether its record is published as it is, it is normalised first as one
 * that comes by HTTP, or it is compared.
 */
class DoorsTest {
  private static final int SAMPLES = 6;
  private static final int PHOTOS = 8;
  private static final int[] UPRIGHT_AGAIN = {1, 8, 3, 6};

  /** The least of 101 such photos was 0.96; two people have 0.01 on average. */
  private static final float LEAST_ALIKE = 0.9f;

  private static FaceEngine engine;
  private static PhotoNormalizer normalizer;
  private static Scenes scenes;

  @BeforeAll
  static void open() {
    engine =
        FaceEngine.open(ModelBundle.onClasspath(ModelBundle.DEFAULT), EngineSettings.defaults());
    normalizer = new PhotoNormalizer(() -> engine);
    scenes = new Scenes(engine);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void shouldAgreeOnAPhotoHoweverItComes() throws IOException {
    // Given
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("doors tried with seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < PHOTOS; i++) {
      byte[] photo = photo(random);
      String which = "seed " + seed + ", photo " + i;

      // When
      PhotoAnalysis published = engine.enroll(photo);
      PhotoAnalysis found = engine.probe(photo, FaceSelection.LARGEST);
      Stored sent = stored(photo, null);

      // Then
      if (!(published instanceof FacesFound faces)) {
        assertThat(sent.analysis()).as(which).isEqualTo(published);
        continue;
      }
      FaceInPhoto face = faces.faces().getFirst();
      assertThat(sent.face().vector()).as(which).isEqualTo(face.vector());
      assertThat(sent.face().quality()).as(which).isEqualTo(face.quality());
      assertThat(sent.boxAsSent()).as(which).isEqualTo(face.box());
      assertThat(found).as(which).isInstanceOf(FacesFound.class);
      FaceInPhoto probe = ((FacesFound) found).faces().getFirst();
      assertThat(face.box().overlap(probe.box())).as(which).isGreaterThan(0.5);
      assertThat(probe.vector()).as(which).isEqualTo(face.vector());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 1", "5, 2"})
  void shouldAgreeOnAPhotoThatIsTurned(int sample, int quarters) throws IOException {
    // Given
    BufferedImage portrait = Scenes.sized(scenes.portrait(sample, 0, 1), 700);
    BufferedImage upright = Scenes.hung(portrait, 300, 200, 1_200, 1_000);
    byte[] photo = TestPhotos.jpeg(Scenes.turned(upright, quarters), false);

    // When
    FacesFound published = (FacesFound) engine.enroll(photo);
    Stored sent = stored(photo, null);

    // Then
    FaceInPhoto face = published.faces().getFirst();
    assertThat(face.rotated()).isEqualTo(360 - 90 * quarters);
    assertThat(sent.face().rotated()).isEqualTo(face.rotated());
    assertThat(sent.boxAsSent().overlap(face.box())).isGreaterThan(0.5);
    assertThat(sent.face().vector().cosine(face.vector())).isGreaterThan(LEAST_ALIKE);
    assertThat(face.vector().cosine(scenes.faces(sample).getFirst().vector()))
        .isGreaterThan(LEAST_ALIKE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void shouldKeepThePixelsOfASmallFaceInALargePhoto(String format) throws IOException {
    // Given
    BufferedImage portrait = scenes.portrait(6, 0, 0.8);
    int side = 480;
    byte[] photo =
        TestPhotos.written(
            Scenes.hung(Scenes.sized(portrait, side), 2_300, 1_700, 4_000, 3_000), format);

    // When
    Stored sent = stored(photo, null);

    // Then
    FacesFound found = (FacesFound) engine.probe(photo, FaceSelection.LARGEST);
    assertThat(sent.analysis()).isInstanceOf(FacesFound.class);
    assertThat(sent.photo().cut().scale()).isLessThan(3);
    assertThat(sent.photo().cut().width()).isEqualTo(4_000);
    assertThat(sent.boxAsSent().overlap(found.faces().getFirst().box())).isGreaterThan(0.5);
    assertThat(sent.face().quality().size())
        .isCloseTo(found.faces().getFirst().quality().size(), withinPercentage(30));
  }

  @Test
  void shouldKeepAFacesSizeOfSurroundingsAndNoMore() throws IOException {
    // Given
    BufferedImage portrait = Scenes.sized(scenes.portrait(6, 0, 0.8), 500);
    byte[] photo = TestPhotos.jpeg(Scenes.hung(portrait, 1_000, 600, 3_000, 2_000), false);

    // When
    Stored sent = stored(photo, null);

    // Then
    Box face = sent.boxAsSent();
    Cut cut = sent.photo().cut();
    double kept = Math.max(sent.photo().width(), sent.photo().height()) * cut.scale();
    assertThat(kept).isBetween(2.0 * face.height(), 4.5 * face.height());
    assertThat(cut.x()).isBetween(face.x() - 1.7 * face.height(), face.x() - 0.4 * face.height());
    assertThat(Math.max(sent.photo().width(), sent.photo().height())).isLessThanOrEqualTo(512);
  }

  @Test
  void shouldJudgeTheSizeOfAFaceInThePhotoAsSent() throws IOException {
    // Given
    byte[] small = TestPhotos.written(Scenes.sized(scenes.portrait(6, 0, 0.8), 60), "png");

    // When
    PhotoAnalysis asSent = engine.enroll(small);
    PhotoAnalysis shrunk =
        engine.enroll(new EnrollmentPhoto(small, null, new Cut(0, 0, 4, 240, 240)));

    // Then
    assertThat(((Unusable) asSent).reason()).isEqualTo(Reason.FACE_TOO_SMALL);
    assertThat(shrunk).isInstanceOf(FacesFound.class);
  }

  @Test
  void shouldTellFiguresInPixelsOfThePhotoAsSent() {
    // Given
    byte[] empty = TestPhotos.jpeg(TestPhotos.quarters(3_000, 2_000), false);

    // When
    PhotoAnalysis sent = stored(empty, null).analysis();

    // Then
    assertThat(((Unusable) sent).detail()).contains("3000×2000");
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "5", "6"})
  void shouldEnrollEveryPersonOfAGroupByABox(int sample) throws IOException {
    // Given
    byte[] group = FaceEngineTest.sample(sample);
    for (FaceInPhoto face : scenes.faces(sample)) {
      // When
      FacesFound published =
          (FacesFound) engine.enroll(new EnrollmentPhoto(group, face.box(), null));
      Stored sent = stored(group, face.box());

      // Then
      FaceInPhoto meant = published.faces().getFirst();
      assertThat(meant.box().overlap(face.box())).isGreaterThan(0.5);
      assertThat(meant.vector().cosine(face.vector())).isGreaterThan(0.8f);
      assertThat(sent.analysis()).isInstanceOf(FacesFound.class);
      assertThat(sent.boxAsSent().overlap(face.box())).isGreaterThan(0.5);
      assertThat(sent.face().vector().cosine(meant.vector())).isGreaterThan(0.8f);
    }
  }

  @Test
  void shouldSayThatABoxHasNoFaceAndWhereOnesAre() throws IOException {
    // Given
    byte[] photo =
        TestPhotos.jpeg(
            Scenes.hung(Scenes.sized(scenes.portrait(6, 0, 0.8), 300), 600, 400, 1_000, 800),
            false);
    Box wall = new Box(400, 300, 180, 300);

    // When
    Unusable published = (Unusable) engine.enroll(new EnrollmentPhoto(photo, wall, null));
    Unusable sent = (Unusable) stored(photo, wall).analysis();

    // Then
    assertThat(published.reason()).isEqualTo(Reason.NO_FACE);
    assertThat(published.detail())
        .startsWith("no face was found in the box 400,300,180,300 of the photo of 1000×800 pixels")
        .contains("faces were found at 6");
    assertThat(sent).isEqualTo(published);
  }

  @Test
  void shouldRefuseABoxOutsideThePhoto() throws IOException {
    // Given
    byte[] group = FaceEngineTest.sample(5);
    Box outside = new Box(90_000, 10, 100, 100);

    // When
    PhotoAnalysis published = engine.enroll(new EnrollmentPhoto(group, outside, null));

    // Then
    assertThat(((Unusable) published).reason()).isEqualTo(Reason.BAD_BOX);
    assertThat(((Unusable) published).detail()).startsWith("box is '90000,10,100,100', expected");
    assertThatThrownBy(() -> normalizer.normalize(group, outside))
        .isInstanceOf(InvalidBoxException.class)
        .hasMessageStartingWith("box is '90000,10,100,100', expected a part of the photo");
  }

  @Test
  void shouldAskForABoxThatMeansOneFace() throws IOException {
    // Given
    byte[] group = FaceEngineTest.sample(5);
    BufferedImage image = Scenes.group(5);
    Box all = new Box(0, 0, image.getWidth(), image.getHeight());

    // When
    Unusable published = (Unusable) engine.enroll(new EnrollmentPhoto(group, all, null));

    // Then
    assertThat(published.reason()).isEqualTo(Reason.SEVERAL_FACES);
    assertThat(published.detail()).contains("box of the face that is meant");
  }

  /** A photo as ingest stores it, and what the worker makes of that. */
  private record Stored(StoredPhoto photo, PhotoAnalysis analysis) {
    FaceInPhoto face() {
      return ((FacesFound) analysis).faces().getFirst();
    }

    Box boxAsSent() {
      return photo.cut().sent(face().box());
    }
  }

  private static Stored stored(byte[] photo, @Nullable Box box) {
    StoredPhoto stored = (StoredPhoto) normalizer.normalize(photo, box);
    return new Stored(
        stored, engine.enroll(new EnrollmentPhoto(stored.jpeg(), stored.box(), stored.cut())));
  }

  /** One person or a group, close or far, large or small, as JPEG or PNG, turned by EXIF. */
  private static byte[] photo(Random random) throws IOException {
    int sample = 1 + random.nextInt(SAMPLES);
    BufferedImage picture = Scenes.group(sample);
    if (random.nextInt(4) > 0) {
      List<FaceInPhoto> faces = scenes.faces(sample);
      picture = scenes.portrait(sample, random.nextInt(faces.size()), 0.7 + random.nextDouble());
    }
    picture = Scenes.sized(picture, 250 + random.nextInt(2_000));
    if (random.nextInt(3) == 0) {
      int width = picture.getWidth() + random.nextInt(1_500);
      int height = picture.getHeight() + random.nextInt(1_500);
      picture =
          Scenes.hung(
              picture,
              random.nextInt(width - picture.getWidth() + 1),
              random.nextInt(height - picture.getHeight() + 1),
              width,
              height);
    }
    int quarters = random.nextInt(4);
    picture = Scenes.turned(picture, quarters);
    String format = random.nextInt(3) == 0 ? "png" : "jpeg";
    byte[] file =
        format.equals("png")
            ? TestPhotos.written(picture, format)
            : TestPhotos.jpeg(picture, random.nextInt(4) == 0);
    return TestPhotos.withOrientation(file, format, UPRIGHT_AGAIN[quarters]);
  }
}
