package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Client.Form;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.faces.Box;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.Topics;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A photo gets one verdict, and its face one place, by whichever door it comes. */
final class DoorsIT extends PipelineTestCase {
  private static final Duration PATIENCE = Patience.LONG;
  private static final int PHOTOS = 6;

  @Test
  void shouldAgreeOnAPhotoHoweverItComes() throws IOException {
    // Given
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("doors tried with seed " + seed);
    Random random = new Random(seed);
    int searchable = 0;
    for (int i = 0; i < PHOTOS; i++) {
      byte[] photo = sceneOfOneFace(i, random);
      String which = "seed " + seed + ", photo " + i + ": ";

      // When
      Answer http = client.enroll("doors", "http-" + i, "1", photo);
      log.publish(Topics.ENROLLMENTS, "doors/kafka-" + i + "/1", photo);
      JsonNode kafka = awaitOutcome("doors", "kafka-" + i, "1");
      Answer found = client.find("doors", photo, Map.of("min_position", http.text("position")));
      Answer verified =
          client.post(
              Part.SEARCH,
              "/v1/verify",
              new Form().file("photo", photo).file("reference", People.portrait(0, 0)));

      // Then
      assertThat(kafka.path("status").asString())
          .as(which + kafka + http.body())
          .isEqualTo(http.status() == 201 ? "searchable" : "rejected");
      if (http.status() != 201) {
        assertThat(kafka.path("code").asString()).as(which + kafka).isEqualTo(http.text("code"));
        assertThat(kafka.path("detail").asString())
            .as(which + kafka)
            .isEqualTo(http.text("detail"));
        continue;
      }
      searchable++;
      assertThat(found.status()).as(which + found.body()).isEqualTo(200);
      assertThat(verified.status()).as(which + verified.body()).isEqualTo(200);
      Box place = box(http.body());
      JsonNode probe = found.body().path("faces").path(0);
      assertThat(place.overlap(box(kafka))).as(which).isGreaterThan(0.5);
      assertThat(place.overlap(box(probe))).as(which).isGreaterThan(0.5);
      assertThat(box(verified.body().path("probe")).overlap(box(probe)))
          .as(which)
          .isGreaterThan(0.5);
      assertThat(http.body().path("photo")).as(which).isEqualTo(found.body().path("photo"));
      for (JsonNode face :
          new JsonNode[] {http.body(), kafka, probe, verified.body().path("probe")}) {
        assertThat(face.path("quality").path("size").asDouble()).as(which).isPositive();
        assertThat(face.path("landmarks").path("nose").path("x").asDouble()).as(which).isPositive();
      }
      assertThat(http.body().path("quality").path("size").asDouble())
          .as(which)
          .isBetween(0.7 * place.shorterSide(), 1.3 * place.shorterSide());
    }
    assertThat(searchable).as("seed " + seed).isGreaterThan(PHOTOS / 2);
  }

  @Test
  void shouldReadAPhotoThatIsUpsideDown() throws IOException {
    // Given
    client.enrollFindably("turned", "ada", "1", People.portrait(0, 0));
    byte[] ada = upsideDown(People.portrait(0, 90));
    byte[] grace = upsideDown(People.portrait(1, 90));

    // When
    Answer found = client.find("turned", ada, Map.of());
    Answer strangers =
        client.post(
            Part.SEARCH, "/v1/verify", new Form().file("photo", ada).file("reference", grace));

    // Then
    JsonNode face = found.body().path("faces").path(0);
    assertThat(face.path("rotated").asInt()).as(found.body().toString()).isEqualTo(180);
    assertThat(face.path("matches").path(0).path("subject").asString()).isEqualTo("ada");
    assertThat(strangers.body().path("verified").asBoolean(true))
        .as(strangers.body().toString())
        .isFalse();
    assertThat(strangers.body().path("probe").path("rotated").asInt()).isEqualTo(180);
  }

  @Test
  void shouldSayHowAnEnrolledPhotoIsTurned() throws IOException {
    // Given
    byte[] ada = upsideDown(People.portrait(0, 90));

    // When
    Answer http = client.enroll("turned-stored", "http", "1", ada);
    log.publish(Topics.ENROLLMENTS, "turned-stored/kafka/1", ada);

    // Then
    assertThat(http.status()).as(http.body().toString()).isEqualTo(201);
    assertThat(http.body().path("rotated").asInt()).isEqualTo(180);
    assertThat(awaitOutcome("turned-stored", "http", "1").path("rotated").asInt()).isEqualTo(180);
    assertThat(awaitOutcome("turned-stored", "kafka", "1").path("rotated").asInt()).isEqualTo(180);
  }

  private static byte[] upsideDown(byte[] photo) throws IOException {
    BufferedImage upright = ImageIO.read(new ByteArrayInputStream(photo));
    BufferedImage turned =
        new BufferedImage(upright.getWidth(), upright.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = turned.createGraphics();
    graphics.rotate(Math.PI, upright.getWidth() / 2.0, upright.getHeight() / 2.0);
    graphics.drawImage(upright, 0, 0, null);
    graphics.dispose();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(turned, "png", file);
    return file.toByteArray();
  }

  @Test
  void shouldGiveTheSizeOfTheStoredPhotoWhereItIsRead() throws IOException {
    // Given
    byte[] photo = scene(1, new Random(1));

    // When
    client.enrollFindably("doors-stored", "ada", "1", photo);

    // Then
    String face = Client.facesPath("doors-stored", "ada") + "/1";
    JsonNode read = client.get(Part.SEARCH, face).body();
    BufferedImage stored =
        ImageIO.read(
            new ByteArrayInputStream(client.get(Part.SEARCH, face + "/photo").raw().body()));
    assertThat(read.path("photo").path("width").asInt()).isEqualTo(stored.getWidth());
    assertThat(read.path("photo").path("height").asInt()).isEqualTo(stored.getHeight());
    assertThat(Math.max(stored.getWidth(), stored.getHeight())).isLessThanOrEqualTo(512);
    Box box = box(read);
    assertThat(box.x() + box.width()).isLessThan(1.2f * stored.getWidth());
  }

  @Test
  void shouldEnrollTheFaceOfAGroupThatABoxMeans() throws IOException {
    // Given
    byte[] group = group();
    client.enrollFindably("doors-boxes", "somebody", "1", People.portrait(0, 0));
    JsonNode faces = client.find("doors-boxes", group, Map.of("faces", "all")).body().path("faces");
    assertThat(faces.size()).isGreaterThan(1);
    for (int i = 0; i < 2; i++) {
      Box meant = box(faces.path(i));

      // When
      Answer http =
          client.post(
              Part.INGEST,
              Client.facesPath("doors-boxes", "http-" + i) + "?wait=PT30S",
              new Form().file("photo", group).field("box", meant.text()));
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              Topics.ENROLLMENTS,
              ("doors-boxes/kafka-" + i + "/1").getBytes(StandardCharsets.UTF_8),
              group);
      EnrollmentRecords.putBox(record, meant);
      log.publish(record);

      // Then
      JsonNode kafka = awaitOutcome("doors-boxes", "kafka-" + i, "1");
      assertThat(http.status()).as(http.body().toString()).isEqualTo(201);
      assertThat(box(http.body()).overlap(meant)).isGreaterThan(0.5);
      assertThat(box(kafka).overlap(meant)).as(kafka.toString()).isGreaterThan(0.5);
    }
  }

  @Test
  void shouldRefuseABoxThatIsNoneOrHasNoFace() throws IOException {
    // Given
    byte[] photo = scene(2, new Random(2));
    String path = Client.facesPath("doors-bad", "ada") + "?wait=PT30S";

    // When
    Answer malformed =
        client.post(Part.INGEST, path, new Form().file("photo", photo).field("box", "1,2,3"));
    Answer outside =
        client.post(
            Part.INGEST, path, new Form().file("photo", photo).field("box", "90000,0,10,10"));
    Answer empty =
        client.post(Part.INGEST, path, new Form().file("photo", photo).field("box", "2,2,60,60"));

    // Then
    assertThat(malformed.code()).isEqualTo("400 BAD_BOX");
    assertThat(malformed.text("field")).isEqualTo("box");
    assertThat(malformed.text("detail")).contains("'1,2,3'", "x,y,width,height");
    assertThat(outside.code()).isEqualTo("400 BAD_BOX");
    assertThat(empty.code()).isEqualTo("422 NO_FACE");
    assertThat(empty.text("detail")).contains("in the box 2,2,60,60 of the photo of ");
  }

  private JsonNode awaitOutcome(String gallery, String subject, String face) {
    String path = Client.facesPath(gallery, subject) + "/" + face;
    return await(path)
        .atMost(PATIENCE)
        .until(() -> client.get(Part.SEARCH, path), answer -> answer.status() == 200)
        .body();
  }

  private static Box box(JsonNode face) {
    JsonNode box = face.path("box");
    return new Box(
        box.path("x").floatValue(),
        box.path("y").floatValue(),
        box.path("width").floatValue(),
        box.path("height").floatValue());
  }

  /** A scene in which nothing but the face is taken for one. */
  private byte[] sceneOfOneFace(int person, Random random) throws IOException {
    while (true) {
      byte[] photo = scene(person, random);
      Answer seen = client.post(Part.SEARCH, "/v1/detect", new Form().file("photo", photo));
      if (seen.body().path("faces").size() == 1) {
        return photo;
      }
    }
  }

  /** One person somewhere in a photo of up to nine megapixels. */
  private static byte[] scene(int person, Random random) throws IOException {
    BufferedImage portrait =
        ImageIO.read(new ByteArrayInputStream(People.portrait(person % People.count(), 0)));
    int width = 900 + random.nextInt(2_100);
    int height = 900 + random.nextInt(2_100);
    int side = 400 + random.nextInt(Math.min(width, height) - 560);
    BufferedImage scene = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = scene.createGraphics();
    graphics.setColor(new Color(143, 138, 126));
    graphics.fillRect(0, 0, width, height);
    int x = 80 + random.nextInt(width - side - 79);
    int y = 80 + random.nextInt(height - side - 79);
    graphics.drawImage(softened(portrait), x, y, side, side, null);
    graphics.dispose();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(scene, random.nextBoolean() ? "jpeg" : "png", file);
    return file.toByteArray();
  }

  /** A picture that fades out towards its edges; on a hard edge the detector sees things. */
  private static BufferedImage softened(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    BufferedImage soft = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    double fade = 0.15 * Math.min(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int edge = Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y));
        int alpha = (int) (255 * Math.min(1, edge / fade));
        soft.setRGB(x, y, alpha << 24 | picture.getRGB(x, y) & 0xFFFFFF);
      }
    }
    return soft;
  }

  private static byte[] group() throws IOException {
    try (InputStream in =
        DoorsIT.class.getResourceAsStream("/likeness-models/samples/sample5.jpg")) {
      assertThat(in).isNotNull();
      return in.readAllBytes();
    }
  }
}
