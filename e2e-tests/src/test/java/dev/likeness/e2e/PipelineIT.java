package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Client.Form;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.faces.FaceKey;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A photo goes in, a person is found: three services and a broker, four processes. */
final class PipelineIT extends PipelineTestCase {
  private static final Duration PATIENCE = Patience.LONG;

  @Test
  void shouldFindEveryPersonByAnotherPhoto() {
    // Given
    String last = "";
    for (int person = 0; person < People.count(); person++) {
      Answer answer =
          client.enroll("everyone", "person-" + person, "1", People.portrait(person, 0));
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
      assertThat(answer.text("status")).isEqualTo("searchable");
      last = last.isEmpty() ? answer.text("position") : last + "," + answer.text("position");
    }

    for (int person = 0; person < People.count(); person++) {
      // When
      Answer found =
          client.find("everyone", People.portrait(person, 90), Map.of("min_position", last));

      // Then
      assertThat(found.status()).as(found.body().toString()).isEqualTo(200);
      JsonNode face = found.body().path("faces").path(0);
      assertThat(face.path("unknown").asBoolean()).isFalse();
      assertThat(face.path("matches").path(0).path("subject").asString())
          .isEqualTo("person-" + person);
      assertThat(found.text("model")).isEqualTo(DefaultModel.ID);
      assertThat(found.body().path("index").path("partial").asBoolean()).isFalse();
      assertThat(found.raw().headers().firstValue("server-timing").orElse(""))
          .contains("decode;dur=", "embed;dur=", "search;dur=");
    }
  }

  @Test
  void shouldVerifyAgainstPhotoSubjectAndFace() {
    // Given
    enroll("verify", "ada", "a", 0);
    enroll("verify", "grace", "g", 1);
    byte[] probe = People.portrait(0, 80);

    // When
    Answer photo =
        verify(new Form().file("photo", probe).file("reference", People.portrait(0, 10)));
    Answer stranger =
        verify(new Form().file("photo", probe).file("reference", People.portrait(1, 10)));
    Answer subject = verify(of(probe, "verify", "ada"));
    Answer other = verify(of(probe, "verify", "grace"));
    Answer face = verify(of(probe, "verify", "ada").field("face", "a"));

    // Then
    assertThat(photo.body().path("verified").asBoolean()).isTrue();
    assertThat(stranger.body().path("verified").asBoolean()).isFalse();
    assertThat(subject.body().path("verified").asBoolean()).isTrue();
    assertThat(subject.text("face")).isEqualTo("a");
    assertThat(other.body().path("verified").asBoolean()).isFalse();
    assertThat(face.body().path("similarity")).isEqualTo(subject.body().path("similarity"));
    assertThat(face.body().path("threshold").asDouble()).isBetween(-1.0, 1.0);
    assertThat(face.body().path("fmr").asDouble()).isPositive();
  }

  @Test
  void shouldDecideByHowManyFacesAreInQuestion() {
    // Given
    for (int person = 0; person < 4; person++) {
      enroll("rates", "person-" + person, "1", person);
    }
    byte[] probe = People.portrait(0, 80);

    // When
    Answer usual = client.find("rates", probe, Map.of());
    Answer every = client.find("rates", probe, Map.of("threshold", "-1", "k", "10"));
    Answer shown = client.find("rates", probe, Map.of("candidates", "true", "k", "10"));
    Answer strict = client.find("rates", probe, Map.of("fpir", "0.0001"));
    Answer filtered = client.find("rates", probe, Map.of("filter", "{\"team\":\"none\"}"));

    // Then
    assertThat(usual.body().path("fpir").asDouble()).isEqualTo(0.01);
    assertThat(usual.body().path("searched").asInt()).isEqualTo(4);
    assertThat(usual.body().path("fmr").asDouble()).isCloseTo(0.0025, within(1e-4));
    assertThat(strict.body().path("threshold").asDouble())
        .isGreaterThan(usual.body().path("threshold").asDouble());
    assertThat(every.body().path("fpir").asDouble()).isEqualTo(1);
    assertThat(every.body().path("fmr").asDouble()).isEqualTo(1);
    JsonNode face = shown.body().path("faces").path(0);
    assertThat(face.path("matches")).hasSize(1);
    assertThat(face.path("matches").path(0).path("match").asBoolean()).isTrue();
    assertThat(face.path("candidates")).hasSize(3);
    assertThat(face.path("candidates").path(0).path("match").asBoolean(true)).isFalse();
    assertThat(every.body().path("faces").path(0).path("matches")).hasSize(4);
    assertThat(filtered.body().path("searched").asInt(-1)).isZero();

    // When
    client.delete(Part.SEARCH, "/v1/galleries/rates/subjects/person-3");

    // Then
    assertThat(client.find("rates", probe, Map.of()).body().path("searched").asInt()).isEqualTo(3);
  }

  @Test
  void shouldDecideByTheRatesOfAGalleryUntilTheyAreRemoved() {
    // Given
    enroll("own-rates", "ada", "1", 0);
    byte[] probe = People.portrait(0, 80);

    // When
    assertThat(client.put(Part.SEARCH, "/v1/admin/rates/own-rates", "{\"fpir\":0.5}").status())
        .isEqualTo(200);

    // Then
    assertThat(client.find("own-rates", probe, Map.of()).body().path("fpir").asDouble())
        .isEqualTo(0.5);
    assertThat(client.get(Part.SEARCH, "/v1/admin/rates").body().path("galleries"))
        .anyMatch(rates -> rates.path("gallery").asString().equals("own-rates"));
    assertThat(client.put(Part.SEARCH, "/v1/admin/rates/own-rates", "{\"fpir\":2}").code())
        .isEqualTo("400 BAD_FIELD");

    // When
    client.delete(Part.SEARCH, "/v1/admin/rates/own-rates");

    // Then
    assertThat(client.find("own-rates", probe, Map.of()).body().path("fpir").asDouble())
        .isEqualTo(0.01);
  }

  @Test
  void shouldSayUnknownOfSomebodyWhoIsNotEnrolled() {
    // Given
    enroll("strangers", "ada", "a", 0);

    // When
    Answer answer = client.find("strangers", People.portrait(1, 0), Map.of());

    // Then
    JsonNode face = answer.body().path("faces").path(0);
    assertThat(face.path("unknown").asBoolean()).isTrue();
    assertThat(face.path("matches")).isEmpty();
  }

  @Test
  void shouldSayHowFarTheIndexIsIfItDoesNotComeToAPositionInTime() {
    // Given
    Answer enrolled = client.enroll("patience", "ada", "1", People.portrait(2, 0));
    String[] position = enrolled.text("position").split(":");
    long offset = Long.parseLong(position[1]);
    String far = position[0] + ":" + (offset + 1_000_000);
    Map<String, String> fields = Map.of("min_position", far, "wait", "300ms");

    // When
    List<Answer> answers =
        List.of(
            client.get(
                Part.SEARCH,
                Client.facesPath("patience", "ada") + "/1?wait=300ms&min_position=" + far),
            client.get(
                Part.SEARCH,
                Client.facesPath("patience", "ada") + "?wait=300ms&min_position=" + far),
            client.find("patience", People.portrait(2, 90), fields));

    // Then
    for (Answer answer : answers) {
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(503);
      assertThat(answer.text("code")).isEqualTo("NOT_YET_APPLIED");
      assertThat(answer.text("position")).isEqualTo(far);
      assertThat(answer.body().path("reached").asLong()).isBetween(0L, offset);
      assertThat(answer.raw().headers().firstValue("retry-after")).isPresent();
    }
  }

  @Test
  void shouldReadBackWhatWasEnrolled() {
    // Given
    Answer enrolled =
        client.post(
            Part.INGEST,
            "/v1/enroll?wait=30s",
            new Form()
                .file("photo", People.portrait(2, 0))
                .field("gallery", "Zürich")
                .field("subject", "李小龍")
                .field("metadata", "{\"floor\":3,\"team\":\"kung fu\"}"));
    assertThat(enrolled.status()).as(enrolled.body().toString()).isEqualTo(201);
    String faces = Client.facesPath("Zürich", "李小龍");
    String face = faces + "/" + enrolled.text("face");

    // When
    Answer read = client.get(Part.SEARCH, face + "?min_position=" + enrolled.text("position"));
    Answer photo = client.get(Part.SEARCH, face + "/photo");
    Answer list = client.get(Part.SEARCH, faces);
    Answer subjects =
        client.get(Part.SEARCH, "/v1/galleries/" + Client.encoded("Zürich") + "/subjects");
    Answer galleries = client.get(Part.SEARCH, "/v1/galleries");

    // Then
    assertThat(enrolled.text("face")).matches("[0-9a-f]{16}");
    assertThat(read.text("status")).isEqualTo("searchable");
    assertThat(read.body().path("metadata").path("floor").asInt()).isEqualTo(3);
    assertThat(read.body().path("box").path("width").asDouble()).isPositive();
    assertThat(read.body().has("vector")).isFalse();
    assertThat(photo.raw().headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(photo.raw().body()).startsWith(0xFF, 0xD8);
    assertThat(list.body().path("faces")).hasSize(1);
    assertThat(subjects.body().path("subjects").path(0).path("faces").asInt()).isEqualTo(1);
    assertThat(galleries.body().path("galleries").findValuesAsString("gallery")).contains("Zürich");
  }

  @Test
  void shouldFilterByMetadata() {
    // Given
    for (String team : List.of("red", "blue")) {
      Answer answer =
          client.post(
              Part.INGEST,
              Client.facesPath("teams", team) + "?wait=30s",
              new Form()
                  .file("photo", People.portrait(3, team.length()))
                  .field("metadata", "{\"team\":\"" + team + "\"}"));
      assertThat(answer.status()).isEqualTo(201);
    }

    // When
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Answer all = client.find("teams", People.portrait(3, 50), Map.of());
          assertThat(all.body().path("faces").path(0).path("matches")).hasSize(2);
        });
    Answer blue =
        client.find("teams", People.portrait(3, 50), Map.of("filter", "{\"team\":\"blue\"}"));

    // Then
    JsonNode matches = blue.body().path("faces").path(0).path("matches");
    assertThat(matches).hasSize(1);
    assertThat(matches.path(0).path("subject").asString()).isEqualTo("blue");
  }

  @Test
  void shouldTakeARetriedUploadForTheSameFace() {
    // Given
    byte[] photo = People.portrait(4, 0);

    // When
    Answer first = accept("retries", "ada", photo);
    Answer second = accept("retries", "ada", photo);

    // Then
    assertThat(second.text("face")).isEqualTo(first.text("face"));
    Answer list =
        client.get(
            Part.SEARCH,
            Client.facesPath("retries", "ada") + "?min_position=" + second.text("position"));
    assertThat(list.body().path("faces")).hasSize(1);
  }

  @Test
  void shouldTakePhotosAsJsonAndAsABareBody() {
    // Given
    byte[] photo = People.portrait(5, 0);
    String json =
        "{\"subject\":\"json\",\"gallery\":\"forms\",\"metadata\":{\"a\":1},\"photo\":\""
            + Base64.getEncoder().encodeToString(photo)
            + "\"}";

    // When
    Answer asJson =
        client.post(
            Part.INGEST, "/v1/enroll", "application/json", json.getBytes(StandardCharsets.UTF_8));
    Answer bare =
        client.putPhoto(Client.facesPath("forms", "bare") + "/" + asJson.text("face"), photo);

    // Then
    assertThat(asJson.status()).as(asJson.body().toString()).isEqualTo(202);
    assertThat(bare.status()).as(bare.body().toString()).isEqualTo(202);
    assertThat(bare.text("face")).isEqualTo(asJson.text("face"));
  }

  @Test
  void shouldForgetAFaceAndThenASubject() {
    // Given
    enroll("forget", "ada", "1", 0);
    enroll("forget", "ada", "2", 0);
    enroll("forget", "grace", "1", 1);
    byte[] ada = People.portrait(0, 70);

    // When
    Answer one = client.delete(Part.SEARCH, Client.facesPath("forget", "ada") + "/1");

    // Then
    assertThat(one.status()).as(one.body().toString()).isEqualTo(200);
    assertThat(client.get(Part.SEARCH, Client.facesPath("forget", "ada") + "/1").code())
        .isEqualTo("404 UNKNOWN_FACE");
    assertThat(bestSubject("forget", ada)).isEqualTo("ada");

    // When
    Answer rest = client.delete(Part.SEARCH, "/v1/galleries/forget/subjects/ada");

    // Then
    assertThat(rest.body().path("faces")).hasSize(1);
    Answer gone = client.find("forget", ada, Map.of());
    assertThat(gone.body().path("faces").path(0).path("unknown").asBoolean()).isTrue();
    assertThat(client.delete(Part.SEARCH, "/v1/galleries/forget/subjects/ada").code())
        .isEqualTo("404 UNKNOWN_SUBJECT");
    assertThat(bestSubject("forget", People.portrait(1, 70))).isEqualTo("grace");
  }

  @Test
  void shouldNotForgetWhatThereIsNoTraceOf() {
    // Given
    enroll("traces", "ada", "1", 0);

    // Then
    for (String unknown :
        List.of(
            Client.facesPath("traces", "ada") + "/2",
            Client.facesPath("no-traces", "ada") + "/1")) {
      assertThat(client.delete(Part.SEARCH, unknown).code()).isEqualTo("404 UNKNOWN_FACE");
    }

    // When
    String face = accept("traces", "eve", People.portrait(2, 0)).text("face");

    // Then
    String path = Client.facesPath("traces", "eve") + "/" + face;
    assertThat(client.delete(Part.SEARCH, path).status()).isEqualTo(200);
    assertThat(client.delete(Part.SEARCH, path).code()).isEqualTo("404 UNKNOWN_FACE");
  }

  @Test
  void shouldRefuseAndHideReservedGalleries() {
    // Given
    String gallery = "likeness.closing";

    // Then
    assertThat(client.enroll(gallery, "ada", "1", People.portrait(0, 0)).code())
        .isEqualTo("400 BAD_KEY");
    assertThat(client.find(gallery, People.portrait(0, 0), Map.of()).code())
        .isEqualTo("400 BAD_KEY");
    assertThat(client.delete(Part.SEARCH, "/v1/galleries/" + gallery).code())
        .isEqualTo("400 BAD_KEY");
    assertThat(client.get(Part.SEARCH, "/v1/galleries/" + gallery + "/subjects").code())
        .isEqualTo("400 BAD_KEY");
  }

  @Test
  void shouldShowAFaceAsSoonAsItIsSaidToBeSearchable() {
    for (int i = 0; i < 10; i++) {
      // When
      String face = "said-" + i;
      Answer enrolled = client.enroll("said", "ada", face, People.portrait(0, i));

      // Then
      assertThat(enrolled.status()).as(enrolled.body().toString()).isEqualTo(201);
      Answer found = client.get(Part.SEARCH, Client.facesPath("said", "ada") + "/" + face);
      assertThat(found.status()).as(found.body().toString()).isEqualTo(200);
    }
  }

  @Test
  void shouldForgetASubjectWhosePhotosAreStillUnderWay() {
    // Given
    for (int i = 0; i < 20; i++) {
      accept("hurry", "ada", People.portrait(0, i));
    }

    // When
    Answer receipt = client.delete(Part.SEARCH, "/v1/galleries/hurry/subjects/ada");

    // Then
    assertThat(receipt.status()).as(receipt.body().toString()).isEqualTo(200);
    assertThat(receipt.body().path("faces")).hasSize(20);
    assertThat(client.find("hurry", People.portrait(0, 99), Map.of()).code())
        .isEqualTo("404 UNKNOWN_GALLERY");
  }

  @Test
  void shouldForgetAGalleryWithPhotosStillUnderWayAndNoOther() {
    // Given
    enroll("dropped", "ada", "1", 0);
    enroll("dropped", "grace", "1", 1);
    enroll("kept", "ada", "1", 0);
    accept("dropped", "eve", People.portrait(2, 0));

    // When
    Answer receipt = client.delete(Part.SEARCH, "/v1/galleries/dropped");

    // Then
    assertThat(receipt.status()).as(receipt.body().toString()).isEqualTo(200);
    assertThat(receipt.body().path("count").asInt()).isEqualTo(3);
    assertThat(receipt.text("erasedBy")).isNotBlank();
    for (int person = 0; person < 3; person++) {
      assertThat(client.find("dropped", People.portrait(person, 70), Map.of()).code())
          .isEqualTo("404 UNKNOWN_GALLERY");
    }
    assertThat(client.delete(Part.SEARCH, "/v1/galleries/dropped").code())
        .isEqualTo("404 UNKNOWN_GALLERY");
    assertThat(bestSubject("kept", People.portrait(0, 70))).isEqualTo("ada");
  }

  @Test
  void shouldEnrollAndForgetByAnyKafkaClient() {
    // When
    log.publish(Topics.ENROLLMENTS, "kafka/ada/1", People.portrait(0, 0));

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(bestSubject("kafka", People.portrait(0, 60))).isEqualTo("ada"));

    // When
    log.publish(Topics.ENROLLMENTS, "kafka/ada/1", null);

    // Then
    await()
        .atMost(PATIENCE)
        .until(
            () -> client.find("kafka", People.portrait(0, 60), Map.of()).text("code"),
            "UNKNOWN_GALLERY"::equals);
  }

  @Test
  void shouldPutAStrayRightByReplayingItsDeadLetter() {
    // Given
    enroll("routes", "ada", "1", 0);
    FaceKey stray = FaceKey.parse("routes/stray/1");
    int partitions = log.partitions(Topics.ENROLLMENTS);
    int wrong = (Partitions.of(stray.toBytes(), partitions) + 1) % partitions;
    String forgotten = letterOf(log.publish(stray(FaceKey.parse("routes/ada/1"), partitions)));

    // When
    RecordMetadata photo =
        log.publish(
            new ProducerRecord<>(
                Topics.ENROLLMENTS, wrong, stray.toBytes(), People.portrait(1, 0)));
    String letter = letterOf(photo);

    // Then
    await("the tombstone of the stray")
        .atMost(PATIENCE)
        .until(() ->
            log.read(Topics.ENROLLMENTS).stream()
                .anyMatch(record ->
                    record.partition() == wrong
                        && record.offset() > photo.offset()
                        && Arrays.equals(record.key(), stray.toBytes())
                        && record.value() == null));
    assertThat(bestSubject("routes", People.portrait(0, 60))).isEqualTo("ada");
    assertThat(client.get(Part.SEARCH, Client.facesPath("routes", "stray") + "/1").status())
        .isEqualTo(404);

    // When
    replay(letter);
    replay(forgotten);

    // Then
    client.awaitSearchable("routes", "stray", "1", PATIENCE);
    await("the tombstone that was put right")
        .atMost(PATIENCE)
        .until(() ->
            client.get(Part.SEARCH, Client.facesPath("routes", "ada") + "/1").status() == 404);
  }

  @Test
  void shouldTakeBackTheDeadLettersOfAFaceThatIsForgotten() {
    // Given
    FaceKey stray = FaceKey.parse("strays/ada/1");
    int partitions = log.partitions(Topics.ENROLLMENTS);
    int wrong = (Partitions.of(stray.toBytes(), partitions) + 1) % partitions;
    String letter =
        letterOf(
            log.publish(
                new ProducerRecord<>(
                    Topics.ENROLLMENTS, wrong, stray.toBytes(), People.portrait(1, 0))));
    log.publish(
        new ProducerRecord<>(Topics.ENROLLMENTS, wrong, stray.toBytes(), People.portrait(1, 1)));

    // When
    Answer forgotten = client.delete(Part.SEARCH, Client.facesPath("strays", "ada") + "/1");
    Answer again = client.delete(Part.SEARCH, Client.facesPath("strays", "ada") + "/1");

    // Then
    assertThat(forgotten.status()).as(forgotten.body().toString()).isEqualTo(200);
    assertThat(forgotten.body().path("count").asInt()).isEqualTo(1);
    assertThat(forgotten.body().path("deadLetters").asInt()).isEqualTo(2);
    assertThat(
            client
                .get(Part.INGEST, "/v1/admin/dead-letters?limit=1000")
                .body()
                .path("deadLetters")
                .findValuesAsString("offset"))
        .doesNotContain(letter);
    assertThat(again.code()).isEqualTo("404 UNKNOWN_FACE");
  }

  /** A tombstone where its key does not belong. */
  private static ProducerRecord<byte[], byte[]> stray(FaceKey key, int partitions) {
    int wrong = (Partitions.of(key.toBytes(), partitions) + 1) % partitions;
    return new ProducerRecord<>(Topics.ENROLLMENTS, wrong, key.toBytes(), null);
  }

  /** The offset of the dead letter that a record became. */
  private String letterOf(RecordMetadata record) {
    return await("a dead letter")
        .atMost(PATIENCE)
        .until(
            () ->
                client
                    .get(Part.INGEST, "/v1/admin/dead-letters?limit=1000")
                    .body()
                    .path("deadLetters")
                    .valueStream()
                    .filter(letter ->
                        letter.path("source").path("partition").asInt() == record.partition()
                            && letter.path("source").path("offset").asLong() == record.offset())
                    .map(letter -> letter.path("offset").asString())
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private void replay(String letter) {
    Answer answer =
        client.post(
            Part.INGEST,
            "/v1/admin/dead-letters/replay",
            "application/json",
            ("{\"offsets\":[" + letter + "]}").getBytes(StandardCharsets.UTF_8));
    assertThat(answer.body().path("replayed").asInt()).as(answer.body().toString()).isEqualTo(1);
  }

  @Test
  void shouldSendARecordWithoutAFaceKeyToTheDeadLettersAndGoOn() {
    // When
    log.publish(Topics.ENROLLMENTS, "no-face-key", People.portrait(0, 0));
    enroll("after-dead-letter", "ada", "1", 0);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(log.read(Topics.DEAD_LETTERS))
                .anySatisfy(letter -> {
                  assertThat(header(letter, "likeness-key")).isEqualTo("no-face-key");
                  assertThat(header(letter, "likeness-reason")).isEqualTo("BAD_KEY");
                  assertThat(header(letter, "likeness-source-topic")).isEqualTo(Topics.ENROLLMENTS);
                }));
  }

  @Test
  void shouldDescribeItselfAndItsMeters() {
    assertThat(client.get(Part.SEARCH, "/v3/api-docs").body().path("paths").has("/v1/find"))
        .isTrue();
    assertThat(client.get(Part.INGEST, "/v3/api-docs").body().path("paths").has("/v1/enroll"))
        .isTrue();
    for (Part part : List.of(Part.INGEST, Part.WORKER, Part.SEARCH)) {
      assertThat(client.get(part, "/actuator/prometheus").status()).isEqualTo(200);
    }
    assertThat(
            new String(
                client.get(Part.WORKER, "/actuator/prometheus").raw().body(),
                StandardCharsets.UTF_8))
        .contains("likeness_outcomes_total");
  }

  private void enroll(String gallery, String subject, String face, int person) {
    client.enrollFindably(gallery, subject, face, People.portrait(person, 0));
  }

  private Answer accept(String gallery, String subject, byte[] photo) {
    Answer answer =
        client.post(
            Part.INGEST, Client.facesPath(gallery, subject), new Form().file("photo", photo));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    return answer;
  }

  private Answer verify(Form form) {
    Answer answer = client.post(Part.SEARCH, "/v1/verify", form);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer;
  }

  private static Form of(byte[] probe, String gallery, String subject) {
    return new Form().file("photo", probe).field("gallery", gallery).field("subject", subject);
  }

  private String bestSubject(String gallery, byte[] probe) {
    return client
        .find(gallery, probe, Map.of())
        .body()
        .path("faces")
        .path(0)
        .path("matches")
        .path(0)
        .path("subject")
        .asString();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Headers headers = record.headers();
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
