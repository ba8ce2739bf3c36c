package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Client.Form;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.Topics;
import dev.likeness.vision.decode.TestPhotos;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of bad input gets a code or a recorded reason, and the pipeline goes on. */
final class BadInputIT extends PipelineTestCase {
  private static final Duration PATIENCE = Patience.LONG;
  private static final String FACES = Client.facesPath("bad", "ada");

  static Stream<Arguments> unusable() {
    byte[] portrait = People.portrait(0, 0);
    BufferedImage quarters = TestPhotos.quarters(TestPhotos.WIDTH, TestPhotos.HEIGHT);
    return Stream.of(
        Arguments.of("text", utf8("this is no image"), "NOT_AN_IMAGE"),
        Arguments.of("empty", new byte[0], "NOT_AN_IMAGE"),
        Arguments.of("truncated", Arrays.copyOf(portrait, portrait.length / 2), "NOT_AN_IMAGE"),
        Arguments.of("bomb", TestPhotos.pngBomb(60_000, 60_000), "TOO_LARGE"),
        Arguments.of("60-megapixels", TestPhotos.pngBomb(10_000, 6_000), "TOO_LARGE"),
        Arguments.of("pdf", utf8("%PDF-1.7 and so on, long enough to be read"), "NOT_AN_IMAGE"),
        Arguments.of("heic", utf8("\0\0\0\30ftypheic\0\0\0\0mif1heic"), "UNSUPPORTED_FORMAT"),
        Arguments.of("cmyk-without-face", TestPhotos.cmykJpeg(), "NO_FACE"),
        Arguments.of("16-bit-without-face", TestPhotos.png16(true), "NO_FACE"),
        Arguments.of("grey-without-face", TestPhotos.grey("png"), "NO_FACE"),
        Arguments.of("alpha-without-face", TestPhotos.withAlpha("png"), "NO_FACE"),
        Arguments.of("animated-gif-without-face", TestPhotos.animatedGif(), "NO_FACE"),
        Arguments.of("animated-webp-without-face", TestPhotos.animatedWebp(), "NO_FACE"),
        Arguments.of("no-face", TestPhotos.written(quarters, "png"), "NO_FACE"),
        Arguments.of("several-faces", sideBySide(), "SEVERAL_FACES"),
        Arguments.of("small-face", shrunk(), "FACE_TOO_SMALL"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusable")
  void shouldTellTheCallerWhyAPhotoCannotBeUsed(String kind, byte[] photo, String code) {
    // When
    Answer answer =
        client.post(
            Part.INGEST, FACES + "?wait=30s", new Form().file("photo", photo).field("face", kind));

    // Then
    assertThat(answer.code()).endsWith(" " + code);
    assertThat(answer.status()).isBetween(400, 499);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusable")
  void shouldRecordWhyAPhotoOnTheTopicCannotBeUsed(String kind, byte[] photo, String reason) {
    // When
    log.publish(Topics.ENROLLMENTS, "topic/ada/" + kind, photo);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Answer answer = client.get(Part.SEARCH, Client.facesPath("topic", "ada") + "/" + kind);
          assertThat(answer.text("status")).isEqualTo("rejected");
          assertThat(answer.text("code")).isEqualTo(reason);
          assertThat(answer.text("detail")).isNotBlank();
        });
  }

  static Stream<Arguments> unusual() {
    BufferedImage portrait = decoded(People.portrait(0, 0));
    BufferedImage grey = redrawn(portrait, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage alpha = redrawn(portrait, BufferedImage.TYPE_4BYTE_ABGR);
    return Stream.of(
        Arguments.of("png", TestPhotos.written(portrait, "png")),
        Arguments.of("bmp", TestPhotos.written(portrait, "bmp")),
        Arguments.of("gif", TestPhotos.written(portrait, "gif")),
        Arguments.of("grey-jpeg", TestPhotos.written(grey, "jpeg")),
        Arguments.of("alpha-png", TestPhotos.written(alpha, "png")),
        Arguments.of("webp", TestPhotos.encoded(portrait, ".webp")),
        Arguments.of("tiff", TestPhotos.tiff(portrait, 1)),
        Arguments.of("progressive-jpeg", TestPhotos.jpeg(portrait, true)),
        Arguments.of(
            "rotated-jpeg",
            TestPhotos.withOrientation(TestPhotos.jpeg(turnedLeft(portrait), false), "jpeg", 6)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusual")
  void shouldTakeEveryAcceptedKindOverHttpAndFromTheTopic(String kind, byte[] photo) {
    // When
    Answer answer = client.enroll("kinds", kind, "http", photo);
    log.publish(Topics.ENROLLMENTS, "kinds/" + kind + "/topic", photo);

    // Then
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    client.awaitSearchable("kinds", kind, "topic", PATIENCE);
    Answer verified =
        client.post(
            Part.SEARCH,
            "/v1/verify",
            new Form()
                .file("photo", People.portrait(0, 50))
                .field("gallery", "kinds")
                .field("subject", kind)
                .field("face", "topic"));
    assertThat(verified.body().path("verified").asBoolean())
        .as(verified.body().toString())
        .isTrue();
  }

  @ParameterizedTest(name = "{0} {1}={2} -> {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "find   | k            | -1          | 400 BAD_FIELD",
        "find   | k            | 0           | 400 BAD_FIELD",
        "find   | k            | 1000000000  | 400 BAD_FIELD",
        "find   | k            | many        | 400 BAD_FIELD",
        "find   | threshold    | 2           | 400 BAD_FIELD",
        "find   | threshold    | NaN         | 400 BAD_FIELD",
        "find   | fmr          | 0           | 400 BAD_FIELD",
        "find   | fpir         | 0           | 400 BAD_FIELD",
        "find   | fpir         | -0.01       | 400 BAD_FIELD",
        "find   | fpir         | 1.01        | 400 BAD_FIELD",
        "find   | fpir         | NaN         | 400 BAD_FIELD",
        "find   | fpir         | rare        | 400 BAD_FIELD",
        "find   | candidates   | maybe       | 400 BAD_FIELD",
        "find   | faces        | best        | 400 BAD_FIELD",
        "find   | faces        | some        | 400 BAD_FIELD",
        "find   | filter       | [1]         | 400 BAD_METADATA",
        "find   | min_position | yesterday   | 400 BAD_FIELD",
        "find   | treshold     | 0.5         | 400 BAD_FIELD",
        "find   | gallery      | a/b         | 400 BAD_KEY",
        "find   | gallery      | nobody-here | 404 UNKNOWN_GALLERY",
        "verify | subject      | nobody      | 404 UNKNOWN_SUBJECT",
        "verify | threshold    | 0.5         | 400 MISSING_FIELD",
        "verify | faces        | all         | 400 BAD_FIELD",
        "verify | fmr          | 2           | 400 BAD_FIELD",
        "verify | fpir         | 0.01        | 400 BAD_FIELD",
      })
  void shouldNameTheFieldAtFault(String route, String field, String value, String code) {
    // When
    Form form = new Form().file("photo", People.portrait(0, 0)).field(field, value);
    if (route.equals("verify") && !field.equals("subject") && !code.endsWith("MISSING_FIELD")) {
      form.field("subject", "ada");
    }
    Answer answer = client.post(Part.SEARCH, "/v1/" + route, form);

    // Then
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.text("field"))
        .isEqualTo(code.endsWith("MISSING_FIELD") ? "reference" : field);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusable")
  void shouldSayWhichPhotoOfAVerificationCannotBeUsed(String kind, byte[] photo, String code) {
    // Given
    byte[] portrait = People.portrait(0, 0);

    // When
    Answer probe =
        client.post(
            Part.SEARCH, "/v1/verify", new Form().file("photo", photo).file("reference", portrait));
    Answer reference =
        client.post(
            Part.SEARCH, "/v1/verify", new Form().file("photo", portrait).file("reference", photo));

    // Then
    Map.of("photo", probe, "reference", reference)
        .forEach((field, answer) -> {
          assertThat(answer.code()).as(kind).endsWith(" " + code);
          assertThat(answer.text("field")).isEqualTo(field);
          assertThat(answer.text("detail")).contains("'" + field + "'");
          if (code.equals("SEVERAL_FACES")) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body().path("count").asInt()).isEqualTo(2);
          }
        });
  }

  @Test
  void shouldCompareOneFaceOfSeveralOnlyWhenToldWhich() {
    // Given
    byte[] both = sideBySide();
    byte[] right = People.portrait(1, 50);

    // When
    Answer best =
        client.post(
            Part.SEARCH,
            "/v1/verify",
            new Form().file("photo", both).file("reference", right).field("faces", "best"));
    Answer largest =
        client.post(
            Part.SEARCH,
            "/v1/verify",
            new Form().file("photo", both).file("reference", right).field("faces", "largest"));

    // Then
    assertThat(best.status()).as(best.body().toString()).isEqualTo(200);
    assertThat(best.body().path("verified").asBoolean()).isTrue();
    assertThat(best.body().path("comparisons").asInt()).isEqualTo(2);
    assertThat(best.body().path("probe").path("box").path("x").asDouble())
        .isGreaterThan(decoded(People.portrait(0, 0)).getWidth());
    assertThat(best.body().path("reference").path("box").path("width").asDouble()).isPositive();
    assertThat(largest.status()).as(largest.body().toString()).isEqualTo(200);
    assertThat(largest.body().path("comparisons").asInt()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} of {1} bytes -> {2}")
  @CsvSource({
    "subject, 0, 400 BAD_KEY",
    "subject, 129, 400 BAD_KEY",
    "gallery, 129, 400 BAD_KEY",
    "face, 129, 400 BAD_KEY",
    "metadata, 5000, 400 BAD_METADATA",
    "wait, 3, 400 BAD_FIELD"
  })
  void shouldRefuseFieldsOverTheirLimit(String field, int length, String code) {
    // Given
    Form form = new Form().file("photo", People.portrait(0, 0)).field(field, "x".repeat(length));
    if (!field.equals("subject")) {
      form.field("subject", "ada");
    }

    // When
    Answer answer = client.post(Part.INGEST, "/v1/enroll", form);

    // Then
    assertThat(answer.code()).isEqualTo(code);
  }

  @Test
  void shouldRefuseRequestsThatAreNone() {
    byte[] photo = People.portrait(0, 0);
    assertThat(client.post(Part.INGEST, FACES, "text/plain", photo).code())
        .isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
    assertThat(client.post(Part.INGEST, FACES, "not a type", photo).code())
        .isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
    assertThat(client.post(Part.INGEST, FACES, "application/json", utf8("{")).code())
        .isEqualTo("400 BAD_REQUEST");
    assertThat(client.post(Part.INGEST, FACES, "application/json", utf8("[]")).code())
        .isEqualTo("400 BAD_REQUEST");
    assertThat(client.post(Part.INGEST, FACES, "application/json", utf8("{\"photo\":7}")).code())
        .isEqualTo("400 BAD_FIELD");
    assertThat(
            client.post(Part.INGEST, FACES, "application/json", utf8("{\"photo\":\"?!\"}")).code())
        .isEqualTo("400 BAD_FIELD");
    assertThat(client.post(Part.INGEST, FACES, new Form()).code()).isEqualTo("400 MISSING_FIELD");
    assertThat(client.post(Part.INGEST, "/v1/enroll", new Form().file("photo", photo)).code())
        .isEqualTo("400 MISSING_FIELD");
    assertThat(client.post(Part.INGEST, FACES, new Form().file("photo", new byte[11 << 20])).code())
        .isEqualTo("413 TOO_LARGE");
    assertThat(
            client
                .post(
                    Part.INGEST,
                    "/v1/galleries/g/subjects/a%2Fb/faces",
                    new Form().file("photo", photo))
                .code())
        .isEqualTo("400 BAD_KEY");
    assertThat(client.get(Part.INGEST, "/v1/enroll").code()).isEqualTo("405 METHOD_NOT_ALLOWED");
    assertThat(client.get(Part.SEARCH, "/v1/nothing").code()).isEqualTo("404 UNKNOWN_ROUTE");
    assertThat(client.get(Part.SEARCH, FACES + "/nobody").code()).isEqualTo("404 UNKNOWN_FACE");
    assertThat(client.get(Part.SEARCH, Client.facesPath("bad", "nobody")).code())
        .isEqualTo("404 UNKNOWN_SUBJECT");
    assertThat(client.get(Part.SEARCH, "/v1/galleries/nobody/subjects").code())
        .isEqualTo("404 UNKNOWN_GALLERY");
    assertThat(client.get(Part.SEARCH, "/v1/galleries?limit=-1").code()).isEqualTo("400 BAD_FIELD");
    assertThat(
            client
                .post(
                    Part.SEARCH,
                    "/v1/verify",
                    new Form()
                        .file("photo", photo)
                        .field("subject", "ada")
                        .field("threshold", "0.5")
                        .field("fmr", "0.01"))
                .code())
        .isEqualTo("400 BAD_FIELD");
    assertThat(client.find("bad", utf8("no image"), Map.of()).code()).isEqualTo("422 NOT_AN_IMAGE");
  }

  @Test
  void shouldRecordBadMetadataOnTheTopic() {
    // Given
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.ENROLLMENTS, utf8("topic/ada/metadata"), People.portrait(0, 0));
    record.headers().add(EnrollmentRecords.METADATA, utf8("{\"a\":\"" + "x".repeat(5000) + "\"}"));

    // When
    log.publish(record);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Answer answer = client.get(Part.SEARCH, Client.facesPath("topic", "ada") + "/metadata");
          assertThat(answer.text("code")).isEqualTo("BAD_METADATA");
          assertThat(answer.text("detail")).contains("5008 bytes, at most 4096");
        });
  }

  private static byte[] sideBySide() {
    BufferedImage left = decoded(People.portrait(0, 0));
    BufferedImage right = decoded(People.portrait(1, 0));
    BufferedImage both =
        new BufferedImage(
            left.getWidth() + right.getWidth(), left.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = both.createGraphics();
    canvas.drawImage(left, 0, 0, null);
    canvas.drawImage(right, left.getWidth(), 0, null);
    canvas.dispose();
    return TestPhotos.jpeg(both, false);
  }

  /** A face of fewer than thirty pixels. */
  private static byte[] shrunk() {
    BufferedImage photo = new BufferedImage(51, 51, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = photo.createGraphics();
    canvas.drawImage(
        decoded(People.portrait(0, 0)).getScaledInstance(51, 51, Image.SCALE_AREA_AVERAGING),
        0,
        0,
        null);
    canvas.dispose();
    return TestPhotos.written(photo, "png");
  }

  private static BufferedImage turnedLeft(BufferedImage image) {
    BufferedImage turned =
        new BufferedImage(image.getHeight(), image.getWidth(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = turned.createGraphics();
    canvas.rotate(-Math.PI / 2);
    canvas.drawImage(image, -image.getWidth(), 0, null);
    canvas.dispose();
    return turned;
  }

  private static BufferedImage redrawn(BufferedImage image, int type) {
    BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), type);
    Graphics2D canvas = copy.createGraphics();
    canvas.drawImage(image, 0, 0, null);
    canvas.dispose();
    return copy;
  }

  private static BufferedImage decoded(byte[] photo) {
    try {
      return ImageIO.read(new ByteArrayInputStream(photo));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
