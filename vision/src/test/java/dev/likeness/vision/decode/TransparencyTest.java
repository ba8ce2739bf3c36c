package dev.likeness.vision.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.stream.Stream;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransparencyTest {
  private static final int W = TestPhotos.WIDTH;
  private static final int H = TestPhotos.HEIGHT;
  private static final int[] RED = {0, 0, 255};
  private static final int[] WHITE = {255, 255, 255};
  private static final int[] PALE_BLUE = {255, 127, 127};

  private final PhotoDecoder decoder = new PhotoDecoder(1 << 20, 50_000_000);

  static Stream<Arguments> transparentPhotos() {
    return Stream.of(
        Arguments.of("PNG", TestPhotos.written(TestPhotos.thirds(), "png")),
        Arguments.of("16-bit PNG", TestPhotos.encodedThirds(".png", 16)),
        Arguments.of("palette PNG", TestPhotos.written(TestPhotos.paletteThirds(128), "png")),
        Arguments.of(
            "lossless WebP",
            TestPhotos.encodedThirds(".webp", 8, opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101)),
        Arguments.of(
            "lossy WebP",
            TestPhotos.encodedThirds(".webp", 8, opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 95)),
        Arguments.of("BMP", TestPhotos.encodedThirds(".bmp", 8)),
        Arguments.of("TIFF", TestPhotos.written(TestPhotos.thirds(), "tiff")),
        Arguments.of("LZW TIFF", TestPhotos.encodedThirds(".tiff", 8)),
        Arguments.of("16-bit TIFF", TestPhotos.encodedThirds(".tiff", 16)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transparentPhotos")
  void shouldLayWhatIsTransparentOnWhite(String kind, byte[] file) {
    // When
    Decoded decoded = decoder.decode(file, 512);

    // Then
    assertThirds(decoded, RED, WHITE, PALE_BLUE);
  }

  static Stream<Arguments> transparentGreys() {
    return Stream.of("png", "tiff")
        .map(format -> Arguments.of(format, TestPhotos.written(TestPhotos.greyThirds(), format)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transparentGreys")
  void shouldLayTransparentGreyOnWhite(String format, byte[] file) {
    // When
    Decoded decoded = decoder.decode(file, 512);

    // Then
    try (DecodedPhoto photo = (DecodedPhoto) decoded) {
      assertThat(pixel(photo.pixels(), W / 2)).containsExactly(WHITE);
      assertThat(pixel(photo.pixels(), W / 6)[0]).isLessThan(pixel(photo.pixels(), 5 * W / 6)[0]);
      assertThat(pixel(photo.pixels(), 5 * W / 6)[0]).isBetween(180, 235);
    }
  }

  static Stream<Arguments> keyedPhotos() {
    return Stream.of(
        Arguments.of("GIF", TestPhotos.written(TestPhotos.paletteThirds(255), "gif")),
        Arguments.of("PNG", TestPhotos.pngHiding(opaqueThirds(), Color.GREEN)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keyedPhotos")
  void shouldShowWhiteInPlaceOfTheColourDeclaredTransparent(String kind, byte[] file) {
    // When
    Decoded decoded = decoder.decode(file, 512);

    // Then
    assertThirds(decoded, RED, WHITE, new int[] {255, 0, 0});
  }

  private static BufferedImage opaqueThirds() {
    var image = new BufferedImage(W, H, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < H; y++) {
      for (int x = 0; x < W; x++) {
        image.setRGB(x, y, TestPhotos.thirds().getRGB(x, y));
      }
    }
    return image;
  }

  private static void assertThirds(Decoded decoded, int[] left, int[] middle, int[] right) {
    assertThat(decoded).isInstanceOf(DecodedPhoto.class);
    try (DecodedPhoto photo = (DecodedPhoto) decoded) {
      assertThat(photo.plainJpeg()).isFalse();
      assertNear(pixel(photo.pixels(), W / 6), left);
      assertNear(pixel(photo.pixels(), W / 2), middle);
      assertNear(pixel(photo.pixels(), 5 * W / 6), right);
    }
  }

  private static void assertNear(int[] seen, int[] expected) {
    for (int channel = 0; channel < 3; channel++) {
      assertThat(seen[channel])
          .as("channel %d of blue, green, red", channel)
          .isBetween(expected[channel] - 6, expected[channel] + 6);
    }
  }

  private static int[] pixel(Mat pixels, int x) {
    try (UByteIndexer index = pixels.createIndexer()) {
      int[] result = new int[3];
      index.get(H / 2, x, result);
      return result;
    }
  }
}
