package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Client.Form;
import dev.likeness.e2e.Deployment.Part;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Looking at photos, vectors in place of photos, and faces under other names. */
final class RoutesIT extends PipelineTestCase {
  @Test
  void shouldShowWhatIsInAPhoto() {
    // When
    Answer detected = client.post(Part.SEARCH, "/v1/detect", photo(People.portrait(0, 0)));
    Answer embedded = client.post(Part.SEARCH, "/v1/embed", photo(People.portrait(0, 0)));

    // Then
    assertThat(detected.status()).as(detected.body().toString()).isEqualTo(200);
    JsonNode face = detected.body().path("faces").path(0);
    assertThat(face.path("enrollable").asBoolean()).isTrue();
    assertThat(face.path("vector").isMissingNode()).isTrue();
    assertThat(embedded.body().path("model").asString()).isEqualTo(DefaultModel.ID);
    assertThat(embedded.body().path("faces").path(0).path("vector")).hasSize(512);
    assertThat(embedded.body().path("faces").path(0).path("box")).isEqualTo(face.path("box"));
  }

  @Test
  void shouldTakeAVectorInPlaceOfAPhoto() {
    // Given
    client.enrollFindably("vectors", "ada", "1", People.portrait(0, 0));
    client.enrollFindably("vectors", "bob", "1", People.portrait(1, 0));
    JsonNode vector =
        client
            .post(Part.SEARCH, "/v1/embed", photo(People.portrait(0, 60)))
            .body()
            .path("faces")
            .path(0)
            .path("vector");

    // When
    Answer found = json("/v1/find", "{\"gallery\":\"vectors\",\"vector\":" + vector + "}");
    Answer verified =
        json(
            "/v1/verify",
            "{\"gallery\":\"vectors\",\"subject\":\"ada\",\"vector\":" + vector + "}");
    Answer enrolled =
        json(
            "/v1/find",
            "{\"gallery\":\"vectors\",\"enrolled\":\"vectors/ada/1\",\"threshold\":-1}");
    Answer both = json("/v1/find", "{\"enrolled\":\"vectors/ada/1\",\"vector\":" + vector + "}");
    Answer other =
        json("/v1/find", "{\"gallery\":\"vectors\",\"model\":\"other\",\"vector\":" + vector + "}");
    Answer shorter = json("/v1/find", "{\"gallery\":\"vectors\",\"vector\":[1,2,3]}");

    // Then
    assertThat(subjects(found)).isEqualTo("ada");
    assertThat(verified.body().path("verified").asBoolean()).isTrue();
    assertThat(subjects(enrolled)).as("all but the subject itself").isEqualTo("bob");
    assertThat(both.code()).isEqualTo("400 BAD_FIELD");
    assertThat(other.code()).isEqualTo("409 MODEL_DIFFERS");
    assertThat(shorter.code()).isEqualTo("400 BAD_FIELD");
  }

  @Test
  void shouldMoveAFaceAndASubject() {
    // Given
    client.enrollFindably("moves", "ada", "1", People.portrait(0, 0));
    client.enrollFindably("moves", "ada", "2", People.portrait(0, 60));
    client.enrollFindably("moves", "bob", "1", People.portrait(1, 0));

    // When
    Answer taken = move("ada", "/faces/1/move", "{\"subject\":\"bob\"}");
    Answer face = move("ada", "/faces/1/move", "{\"subject\":\"bob\",\"face\":\"9\"}");
    Answer subject = move("ada", "/move", "{\"gallery\":\"moved\",\"subject\":\"countess\"}");
    Answer again = move("ada", "/move", "{\"gallery\":\"moved\",\"subject\":\"countess\"}");

    // Then
    assertThat(taken.code()).isEqualTo("409 FACE_EXISTS");
    assertThat(face.status()).as(face.body().toString()).isEqualTo(200);
    assertThat(subject.body().path("count").asInt()).as(subject.body().toString()).isEqualTo(1);
    assertThat(again.code()).isEqualTo("404 UNKNOWN_SUBJECT");
    assertThat(status("moves", "ada", "1")).isEqualTo(404);
    assertThat(status("moves", "ada", "2")).isEqualTo(404);
    assertThat(status("moves", "bob", "9")).isEqualTo(200);
    assertThat(status("moved", "countess", "2")).isEqualTo(200);
    assertThat(client.find("moved", People.portrait(0, 90), Map.of()).status()).isEqualTo(200);
  }

  @Test
  void shouldReplaceMetadataWithoutThePhoto() {
    // Given
    client.enrollFindably("described", "ada", "1", People.portrait(0, 0));

    // When
    Answer described =
        client.put(
            Part.SEARCH,
            Client.facesPath("described", "ada") + "/1/metadata",
            "{\"metadata\":{\"team\":\"red\"}}");

    // Then
    assertThat(described.status()).as(described.body().toString()).isEqualTo(200);
    Answer filtered =
        client.find("described", People.portrait(0, 60), Map.of("filter", "{\"team\":\"red\"}"));
    assertThat(subjects(filtered)).isEqualTo("ada");
  }

  @Test
  void shouldEnrollSeveralPhotosEachWithItsOwnOutcome() {
    // Given
    Form form =
        new Form()
            .file("photos", People.portrait(0, 0))
            .file("photos", "no image".getBytes(StandardCharsets.UTF_8))
            .file("photos", People.portrait(0, 60));

    // When
    Answer answer =
        client.post(Part.INGEST, "/v1/galleries/several/subjects/ada/photos?wait=PT30S", form);
    Answer gallery = client.get(Part.SEARCH, "/v1/galleries/several");
    Answer subject = client.get(Part.SEARCH, "/v1/galleries/several/subjects/ada");

    // Then
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.body().path("enrolled").asInt()).isEqualTo(2);
    JsonNode photos = answer.body().path("photos");
    assertThat(photos.path(0).path("enrolled").path("status").asString()).isEqualTo("searchable");
    assertThat(photos.path(1).path("code").asString()).isEqualTo("NOT_AN_IMAGE");
    assertThat(photos.path(2).path("enrolled").path("status").asString()).isEqualTo("searchable");
    assertThat(gallery.body().path("subjects").asInt()).as(gallery.body().toString()).isEqualTo(1);
    assertThat(gallery.body().path("faces").asInt()).isEqualTo(2);
    assertThat(subject.body().path("lastEnrolled").asString())
        .isEqualTo(gallery.body().path("lastEnrolled").asString())
        .isNotEmpty();
  }

  private static Form photo(byte[] file) {
    return new Form().file("photo", file);
  }

  private Answer json(String path, String body) {
    return client.post(
        Part.SEARCH, path, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer move(String subject, String what, String to) {
    return json("/v1/galleries/moves/subjects/" + subject + what, to);
  }

  private int status(String gallery, String subject, String face) {
    return client.get(Part.SEARCH, Client.facesPath(gallery, subject) + "/" + face).status();
  }

  /** The subjects that match, most similar first. */
  private static String subjects(Answer answer) {
    StringBuilder names = new StringBuilder();
    for (JsonNode match : answer.body().path("faces").path(0).path("matches")) {
      names.append(names.isEmpty() ? "" : " ").append(match.path("subject").asString());
    }
    return names.isEmpty() ? answer.body().toString() : names.toString();
  }
}
