package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.likeness.faces.Cut;
import dev.likeness.faces.Reason;
import dev.likeness.vision.decode.DecodedPhoto;
import dev.likeness.vision.decode.TestPhotos;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoNormalizerTest {
  private static FaceEngine engine;

  private final PhotoNormalizer normalizer = new PhotoNormalizer(() -> engine);

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
  void shouldKeepASmallUprightBaselineJpegByteForByte() {
    // Given
    byte[] photo = TestPhotos.jpeg(TestPhotos.quarters(512, 300), false);

    // When
    NormalizedPhoto normalized = normalizer.normalize(photo, null);

    // Then
    assertThat(normalized).isEqualTo(new StoredPhoto(photo, 512, 300, Cut.none(512, 300), null));
    assertThat(((StoredPhoto) normalized).isCut()).isFalse();
  }

  @Test
  void shouldNormalizeItsOwnOutputToItself() {
    // Given
    StoredPhoto once = stored(TestPhotos.written(TestPhotos.quarters(1000, 700), "png"));

    // When
    StoredPhoto twice = stored(once.jpeg());

    // Then
    assertThat(twice.jpeg()).isEqualTo(once.jpeg());
    assertThat(twice.isCut()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {513, 1000, 1024, 3000, 5000})
  void shouldShrinkALargePhotoTo512OnTheLongSide(int height) throws IOException {
    // Given
    byte[] photo = TestPhotos.jpeg(TestPhotos.quarters(height / 2, height), false);

    // When
    StoredPhoto stored = stored(photo);

    // Then
    assertThat(stored.height()).isEqualTo(512);
    assertThat(stored.width()).isBetween(255, 257);
    assertThat(stored.cut().width()).isEqualTo(height / 2);
    assertThat(stored.cut().height()).isEqualTo(height);
    assertThat(stored.cut().scale()).isCloseTo(height / 512.0, within(0.001));
    assertThat(stored.isCut()).isTrue();
    assertShowsQuarters(stored);
  }

  @ParameterizedTest
  @ValueSource(ints = {1025, 2047, 2049, 4001, 4095})
  void shouldLookForTheFaceInAPictureOf1024Pixels(int width) {
    // Given
    int height = 3 * width / 4;
    List<Integer> looked = new ArrayList<>();
    PhotoNormalizer looking =
        new PhotoNormalizer((DecodedPhoto photo) -> {
          looked.addAll(List.of(photo.width(), photo.pixels().cols(), photo.pixels().rows()));
          return Optional.empty();
        });

    // When
    looking.normalize(TestPhotos.written(TestPhotos.quarters(width, height), "png"), null);

    // Then
    assertThat(looked).startsWith(width, 1_024);
    assertThat(looked.getLast()).isCloseTo(1_024 * height / width, within(1));
  }

  @Test
  void shouldNotEnlargeASmallPhoto() throws IOException {
    // When
    StoredPhoto stored = stored(TestPhotos.written(TestPhotos.quarters(64, 48), "png"));

    // Then
    assertThat(stored.width()).isEqualTo(64);
    assertThat(stored.height()).isEqualTo(48);
    assertShowsQuarters(stored);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldStoreEveryOrientationUprightAndDropTheExif(int orientation) throws IOException {
    // Given
    byte[] jpeg = TestPhotos.jpeg(TestPhotos.storedAs(orientation), false);
    byte[] photo = TestPhotos.withOrientation(jpeg, "jpeg", orientation);

    // When
    StoredPhoto stored = stored(photo);

    // Then
    assertThat(stored.width()).isEqualTo(TestPhotos.WIDTH);
    assertThat(new String(stored.jpeg(), StandardCharsets.ISO_8859_1)).doesNotContain("Exif");
    assertShowsQuarters(stored);
  }

  @Test
  void shouldDropCommentsAndWhatFollowsThePicture() {
    // Given
    byte[] secret = "51.5007 N".getBytes(StandardCharsets.US_ASCII);
    byte[] jpeg = TestPhotos.jpeg(TestPhotos.quarters(64, 48), false);

    // When
    StoredPhoto commented = stored(TestPhotos.withJpegSegment(jpeg, 0xFE, secret));
    StoredPhoto trailed = stored(TestPhotos.concat(jpeg, secret));

    // Then
    assertThat(new String(commented.jpeg(), StandardCharsets.ISO_8859_1)).doesNotContain("51.5");
    assertThat(new String(trailed.jpeg(), StandardCharsets.ISO_8859_1)).doesNotContain("51.5");
  }

  @Test
  void shouldReencodeAProgressiveJpegAsBaseline() {
    // Given
    byte[] progressive = TestPhotos.jpeg(TestPhotos.quarters(64, 48), true);

    // When
    StoredPhoto stored = stored(progressive);

    // Then
    assertThat(stored.jpeg()).isNotEqualTo(progressive);
    assertThat(stored(stored.jpeg()).jpeg()).isEqualTo(stored.jpeg());
  }

  @Test
  void shouldStoreNothingThatIsHiddenByTransparency() throws IOException {
    // When
    StoredPhoto stored = stored(TestPhotos.written(TestPhotos.thirds(), "png"));

    // Then
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(stored.jpeg()));
    Color hidden = new Color(image.getRGB(image.getWidth() / 2, image.getHeight() / 2));
    assertThat(List.of(hidden.getRed(), hidden.getGreen(), hidden.getBlue()))
        .allSatisfy(channel -> assertThat(channel).isGreaterThan(245));
  }

  @Test
  void shouldSayWhyAPhotoCannotBeStored() {
    // When
    NormalizedPhoto normalized = normalizer.normalize(new byte[PhotoLimits.MAX_BYTES + 1], null);

    // Then
    assertThat(normalized).isInstanceOf(Unusable.class);
    assertThat(((Unusable) normalized).reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(((Unusable) normalized).detail()).contains("10485761").contains("10485760");
  }

  private StoredPhoto stored(byte[] photo) {
    NormalizedPhoto normalized = normalizer.normalize(photo, null);
    assertThat(normalized).isInstanceOf(StoredPhoto.class);
    return (StoredPhoto) normalized;
  }

  private static void assertShowsQuarters(StoredPhoto stored) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(stored.jpeg()));
    int w = image.getWidth();
    int h = image.getHeight();
    assertThat(w).isEqualTo(stored.width());
    assertThat(h).isEqualTo(stored.height());
    for (int x : new int[] {w / 4, 3 * w / 4}) {
      for (int y : new int[] {h / 4, 3 * h / 4}) {
        Color expected = TestPhotos.quarter(x, y, w, h);
        Color actual = new Color(image.getRGB(x, y));
        assertThat(actual.getRed()).isBetween(expected.getRed() - 25, expected.getRed() + 25);
        assertThat(actual.getGreen()).isBetween(expected.getGreen() - 25, expected.getGreen() + 25);
        assertThat(actual.getBlue()).isBetween(expected.getBlue() - 25, expected.getBlue() + 25);
      }
    }
  }
}
