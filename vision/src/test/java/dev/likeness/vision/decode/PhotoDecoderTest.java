package dev.likeness.vision.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Reason;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PhotoDecoderTest {
  private static final int MAX_BYTES = 1 << 20;
  private static final int W = TestPhotos.WIDTH;
  private static final int H = TestPhotos.HEIGHT;

  private final PhotoDecoder decoder = new PhotoDecoder(MAX_BYTES, 50_000_000);

  static Stream<Arguments> colourPhotos() {
    BufferedImage picture = TestPhotos.quarters(W, H);
    return Stream.of(
        Arguments.of("JPEG", TestPhotos.jpeg(picture, false)),
        Arguments.of("progressive JPEG", TestPhotos.jpeg(picture, true)),
        Arguments.of("CMYK JPEG", TestPhotos.cmykJpeg()),
        Arguments.of("PNG", TestPhotos.written(picture, "png")),
        Arguments.of("PNG with alpha", TestPhotos.withAlpha("png")),
        Arguments.of("palette PNG", TestPhotos.palette("png")),
        Arguments.of("16-bit PNG", TestPhotos.png16(true)),
        Arguments.of("lossless WebP", TestPhotos.encoded(picture, ".webp")),
        Arguments.of(
            "lossy WebP",
            TestPhotos.encoded(picture, ".webp", opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 90)),
        Arguments.of("animated WebP", TestPhotos.animatedWebp()),
        Arguments.of("BMP", TestPhotos.written(picture, "bmp")),
        Arguments.of("palette BMP", TestPhotos.palette("bmp")),
        Arguments.of("TIFF", TestPhotos.written(picture, "tiff")),
        Arguments.of("TIFF with alpha", TestPhotos.withAlpha("tiff")),
        Arguments.of("GIF", TestPhotos.palette("gif")),
        Arguments.of("animated GIF", TestPhotos.animatedGif()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("colourPhotos")
  void shouldDecodeEveryAcceptedKindToTheSameColours(String kind, byte[] file) {
    // When
    Decoded decoded = decoder.decode(file, 512);

    // Then
    assertThat(decoded).isInstanceOf(DecodedPhoto.class);
    assertShowsUprightQuarters((DecodedPhoto) decoded);
  }

  static Stream<Arguments> greyPhotos() {
    return Stream.of(
        Arguments.of("grey JPEG", TestPhotos.grey("jpeg")),
        Arguments.of("grey PNG", TestPhotos.grey("png")),
        Arguments.of("16-bit grey PNG", TestPhotos.png16(false)),
        Arguments.of("grey TIFF", TestPhotos.grey("tiff")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("greyPhotos")
  void shouldDecodeGreyPhotosToEqualChannels(String kind, byte[] file) {
    // When
    Decoded decoded = decoder.decode(file, 512);

    // Then
    assertThat(decoded).isInstanceOf(DecodedPhoto.class);
    try (DecodedPhoto photo = (DecodedPhoto) decoded) {
      int[] dark = pixel(photo.pixels(), W / 4, 3 * H / 4);
      int[] light = pixel(photo.pixels(), 3 * W / 4, 3 * H / 4);
      assertThat(dark[0]).isEqualTo(dark[1]).isEqualTo(dark[2]).isLessThan(light[0] - 60);
    }
  }

  static Stream<Arguments> orientations() {
    return IntStream.rangeClosed(1, 8)
        .boxed()
        .flatMap(
            o -> Stream.of("jpeg", "png", "webp", "tiff").map(format -> Arguments.of(format, o)));
  }

  @ParameterizedTest(name = "{0} with orientation {1}")
  @MethodSource("orientations")
  void shouldTurnEveryOrientationUprightExactlyOnce(String format, int orientation) {
    // Given
    BufferedImage stored = TestPhotos.storedAs(orientation);
    byte[] file =
        switch (format) {
          case "jpeg" ->
              TestPhotos.withOrientation(TestPhotos.jpeg(stored, false), format, orientation);
          case "png" ->
              TestPhotos.withOrientation(TestPhotos.written(stored, "png"), format, orientation);
          case "webp" ->
              TestPhotos.withOrientation(TestPhotos.encoded(stored, ".webp"), format, orientation);
          default -> TestPhotos.tiff(stored, orientation);
        };

    // When
    Decoded decoded = decoder.decode(file, 512);

    // Then
    assertThat(decoded).isInstanceOf(DecodedPhoto.class);
    assertShowsUprightQuarters((DecodedPhoto) decoded);
  }

  @Test
  void shouldDecodeLargeJpegAtAFractionButReportItsOwnSize() {
    // Given
    byte[] large = TestPhotos.jpeg(TestPhotos.quarters(3000, 2000), false);

    // When
    Decoded decoded = decoder.decode(large, 512);

    // Then
    try (DecodedPhoto photo = (DecodedPhoto) decoded) {
      assertThat(photo.pixels().cols()).isEqualTo(750);
      assertThat(photo.pixels().rows()).isEqualTo(500);
      assertThat(photo.width()).isEqualTo(3000);
      assertThat(photo.height()).isEqualTo(2000);
      assertThat(photo.scale()).isEqualTo(4);
    }
  }

  static Stream<Arguments> badFiles() {
    byte[] jpeg = TestPhotos.jpeg(TestPhotos.quarters(W, H), false);
    byte[] pdf = "%PDF-1.7\n%âãÏÓ\n1 0 obj".getBytes(StandardCharsets.ISO_8859_1);
    byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.ISO_8859_1);
    byte[] avif = "\0\0\0\u0018ftypavif\0\0\0\0mif1avif".getBytes(StandardCharsets.ISO_8859_1);
    byte[] heif = "\0\0\0\u0014ftypmif1\0\0\0\0mif1".getBytes(StandardCharsets.ISO_8859_1);
    byte[] likeHeic = "\0\0\0\u0018ftypmif1\0\0\0\0mif1heic".getBytes(StandardCharsets.ISO_8859_1);
    byte[] jxl = "\u00ff\n\u00fa\u001f".getBytes(StandardCharsets.ISO_8859_1);
    byte[] boxedJxl =
        "\0\0\0\fJXL \r\n\u0087\n\0\0\0\u0014ftypjxl ".getBytes(StandardCharsets.ISO_8859_1);
    return Stream.of(
        Arguments.of("nothing", new byte[0], Reason.NOT_AN_IMAGE, "0 bytes"),
        Arguments.of(
            "text", "no picture".getBytes(StandardCharsets.UTF_8), Reason.NOT_AN_IMAGE, "10 bytes"),
        Arguments.of("PDF", pdf, Reason.NOT_AN_IMAGE, "do not start like an image"),
        Arguments.of("HEIC", heic, Reason.UNSUPPORTED_FORMAT, "a HEIC image"),
        Arguments.of("HEIC", heic, Reason.UNSUPPORTED_FORMAT, "heif-convert"),
        Arguments.of("HEIF", heif, Reason.UNSUPPORTED_FORMAT, "a HEIF image"),
        Arguments.of("HEIC by a second brand", likeHeic, Reason.UNSUPPORTED_FORMAT, "a HEIC image"),
        Arguments.of("AVIF", avif, Reason.UNSUPPORTED_FORMAT, "an AVIF image"),
        Arguments.of("AVIF", avif, Reason.UNSUPPORTED_FORMAT, "avifdec"),
        Arguments.of("JPEG XL", jxl, Reason.UNSUPPORTED_FORMAT, "a JPEG XL image"),
        Arguments.of("JPEG XL in boxes", boxedJxl, Reason.UNSUPPORTED_FORMAT, "djxl"),
        Arguments.of("only a signature", Arrays.copyOf(jpeg, 3), Reason.NOT_AN_IMAGE, "truncated"),
        Arguments.of(
            "file too long",
            Arrays.copyOf(jpeg, MAX_BYTES + 1),
            Reason.TOO_LARGE,
            "1048577 bytes, at most 1048576"),
        Arguments.of(
            "PNG bomb",
            TestPhotos.pngBomb(60_000, 60_000),
            Reason.TOO_LARGE,
            "60000×60000 = 3600.0 megapixels, at most 50.0"),
        Arguments.of(
            "60 megapixels",
            TestPhotos.pngBomb(10_000, 6_000),
            Reason.TOO_LARGE,
            "60.0 megapixels, at most 50.0"),
        Arguments.of(
            "largest PNG",
            TestPhotos.pngBomb(Integer.MAX_VALUE, Integer.MAX_VALUE),
            Reason.TOO_LARGE,
            "megapixels"),
        Arguments.of(
            "PNG without its pixels",
            TestPhotos.pngBomb(6_000, 6_000),
            Reason.NOT_AN_IMAGE,
            "cannot be decoded"),
        Arguments.of("PNG without width", TestPhotos.pngBomb(0, 5), Reason.NOT_AN_IMAGE, "0×5"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void shouldRefuseWithReasonAndNumbers(String kind, byte[] file, Reason reason, String inDetail) {
    // When
    Decoded decoded = decoder.decode(file, 512);

    // Then
    assertThat(decoded).isInstanceOf(Undecodable.class);
    assertThat(((Undecodable) decoded).reason()).isEqualTo(reason);
    assertThat(((Undecodable) decoded).detail()).contains(inDetail);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("colourPhotos")
  void shouldRefuseEveryKindWhenHalfIsMissing(String kind, byte[] file) {
    // Given
    boolean laterFramesOnly = kind.startsWith("animated GIF");
    byte[] half = Arrays.copyOf(file, laterFramesOnly ? file.length / 4 : file.length / 2);

    // When
    Decoded decoded = decoder.decode(half, 512);

    // Then
    assertThat(decoded).isInstanceOf(Undecodable.class);
    assertThat(((Undecodable) decoded).reason()).isEqualTo(Reason.NOT_AN_IMAGE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("colourPhotos")
  void shouldAnswerForEveryDamage(String kind, byte[] file) {
    // Given
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println(kind + " damaged with seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 150; i++) {
      byte[] damaged =
          random.nextInt(4) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file.clone();
      for (int flips = random.nextInt(6); flips > 0 && damaged.length > 0; flips--) {
        int early = random.nextBoolean() ? Math.min(damaged.length, 64) : damaged.length;
        damaged[random.nextInt(early)] ^= (byte) (1 << random.nextInt(8));
      }

      // When
      Decoded decoded = decoder.decode(damaged, 32);

      // Then
      switch (decoded) {
        case Undecodable bad -> assertThat(bad.detail()).as("seed %d", seed).isNotBlank();
        case DecodedPhoto photo -> {
          try (photo) {
            assertThat(photo.pixels().total()).as("seed %d", seed).isPositive();
          }
        }
      }
    }
  }

  private static void assertShowsUprightQuarters(DecodedPhoto decoded) {
    try (decoded) {
      assertThat(decoded.pixels().cols()).isEqualTo(W);
      assertThat(decoded.pixels().rows()).isEqualTo(H);
      assertThat(decoded.width()).isEqualTo(W);
      assertThat(decoded.height()).isEqualTo(H);
      for (int x : new int[] {W / 4, 3 * W / 4}) {
        for (int y : new int[] {H / 4, 3 * H / 4}) {
          Color expected = TestPhotos.quarter(x, y, W, H);
          int[] bgr = pixel(decoded.pixels(), x, y);
          assertThat(bgr[2])
              .as("red at %d,%d", x, y)
              .isBetween(expected.getRed() - 30, expected.getRed() + 30);
          assertThat(bgr[1])
              .as("green at %d,%d", x, y)
              .isBetween(expected.getGreen() - 30, expected.getGreen() + 30);
          assertThat(bgr[0])
              .as("blue at %d,%d", x, y)
              .isBetween(expected.getBlue() - 30, expected.getBlue() + 30);
        }
      }
    }
  }

  @Test
  void shouldRefuseMoreScansThanAPictureOfItsSizeMayHave() {
    // Given
    BufferedImage large = TestPhotos.quarters(4_000, 3_000);

    // Then
    assertThat(decoder.decode(TestPhotos.manyScans(large, 84), 512))
        .isEqualTo(
            new Undecodable(
                Reason.TOO_LARGE,
                "the JPEG file has 84 scans of 4000×3000 pixels, at most 83 are accepted at that"
                    + " size; save it as a baseline JPEG, or smaller"));
    assertThat(decoder.decode(TestPhotos.manyScans(TestPhotos.quarters(W, H), 199), 512))
        .isInstanceOf(DecodedPhoto.class);
  }

  private static int[] pixel(Mat pixels, int x, int y) {
    try (UByteIndexer indexer = pixels.createIndexer()) {
      int[] bgr = new int[3];
      indexer.get(y, x, bgr);
      return bgr;
    }
  }
}
