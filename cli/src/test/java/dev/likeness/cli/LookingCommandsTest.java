package dev.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.cli.FakeLikeness.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that show what there is: list, photo, status. */
class LookingCommandsTest {
  private static final String INDEX =
      "{\"status\":\"idle\",\"serving\":{\"generation\":2,\"model\":\"m\","
          + "\"embedded\":{\"done\":5,\"total\":12}}}";
  private static final String HEALTH =
      "{\"status\":\"%s\",\"components\":{\"disk\":{\"status\":\"UP\"},\"search\":{\"status\":\"UP\","
          + "\"components\":{\"index\":{\"status\":\"%s\",\"details\":{\"lag\":3}}}}}}";
  private static final String GALLERIES =
      "{\"galleries\":[{\"gallery\":\"default\",\"faces\":41}]}";

  @TempDir private Path directory;
  private FakeLikeness likeness;

  @BeforeEach
  void start() {
    likeness = new FakeLikeness();
  }

  @AfterEach
  void stop() {
    likeness.close();
  }

  @Test
  void shouldListPageAfterPage() {
    // Given
    likeness.on(
        "GET /v1/galleries/staff/subjects",
        Answer.json(200, "{\"subjects\":[{\"subject\":\"ada\",\"faces\":2}],\"next\":\"a d&a\"}"),
        Answer.json(200, "{\"subjects\":[{\"subject\":\"bob\",\"faces\":1}]}"));

    // When
    Run run = Run.of("list", "staff", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).containsExactly("ada  2 faces", "bob  1 face");
    assertThat(likeness.queries()).containsExactly("limit=1000", "limit=1000&after=a%20d%26a");
  }

  @Test
  void shouldStopAtTheLimitAndSayWhereItGoesOn() {
    // Given
    likeness.on(
        "GET /v1/galleries",
        Answer.json(200, "{\"galleries\":[{\"gallery\":\"a\",\"faces\":2}],\"next\":\"a\"}"));

    // When
    Run text = Run.of("list", "--limit", 1, "--url", likeness.url());
    Run json = Run.of("list", "--limit", 1, "--after", "_", "--json", "--url", likeness.url());

    // Then
    assertThat(text.out().lines()).containsExactly("a  2 faces", "more: --after 'a'");
    JsonNode listing = JsonMapper.shared().readTree(json.out());
    assertThat(listing.path("entries").path(0).path("gallery").asString()).isEqualTo("a");
    assertThat(listing.path("next").asString()).isEqualTo("a");
    assertThat(likeness.queries()).containsExactly("limit=1", "limit=1&after=_");
  }

  @Test
  void shouldListTheFacesOfASubjectWithWhatIsKnownOfThem() {
    // Given
    likeness.on(
        "GET /v1/galleries/default/subjects/ada/faces",
        Answer.json(
            200,
            "{\"faces\":[{\"face\":\"f1\",\"status\":\"searchable\",\"enrolledAt\":\"2026-01-01T00:00:00Z\","
                + "\"metadata\":{\"file\":\"1.jpg\"}},"
                + "{\"face\":\"f2\",\"status\":\"rejected\",\"code\":\"NO_FACE\"}]}"));

    // When
    Run run = Run.of("list", "default/ada", "--url", likeness.url());
    Run face = Run.of("list", "default/ada/f1", "--url", likeness.url());

    // Then
    assertThat(run.out().lines())
        .containsExactly(
            "f1  searchable  2026-01-01T00:00:00Z  {\"file\":\"1.jpg\"}", "f2  rejected, NO_FACE");
    assertThat(face.exitCode()).isEqualTo(2);
    assertThat(face.err()).contains("names a face");
  }

  @Test
  void shouldFailToListWhatIsNotThere() {
    // When
    Run run = Run.of("list", "nobody", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("likeness: UNKNOWN_FACE: ");
  }

  @Test
  void shouldWriteThePhotoOfAFace() throws IOException {
    // Given
    Path file = directory.resolve("ada.jpg");
    likeness.on(
        "GET /v1/galleries/default/subjects/ada/faces/f1/photo", Answer.json(200, "not JSON"));

    // When
    Run run = Run.of("photo", "default/ada/f1", "-o", file, "--url", likeness.url());
    Run unknown = Run.of("photo", "default/ada/f2", "-o", file, "--url", likeness.url());
    Run subject = Run.of("photo", "default/ada", "--url", likeness.url());
    Run nowhere = Run.of("photo", "default/ada/f1", "-o", directory, "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(file).hasContent("not JSON");
    assertThat(run.out().strip()).isEqualTo(file + ": 8 bytes of default/ada/f1");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("UNKNOWN_FACE");
    assertThat(subject.err()).contains("names no face");
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("cannot be written");
    assertThat(directory.toFile().list()).containsExactly("ada.jpg");
  }

  @Test
  void shouldShowHealthLagModelAndGalleries() {
    // Given
    likeness.on("GET /actuator/health", Answer.json(200, HEALTH.formatted("UP", "UP")));
    likeness.on("GET /v1/admin/reindex", Answer.json(200, INDEX));
    likeness.on("GET /v1/galleries", Answer.json(200, GALLERIES));

    // When
    Run text = Run.of("status", "--url", likeness.url());
    Run json = Run.of("status", "--json", "--url", likeness.url());

    // Then
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out().lines())
        .containsExactly(
            "health     UP",
            "model      m, generation 2",
            "lag        7 photos to be looked at, 3 records to be read by the index",
            "galleries  1",
            "           default: 41 faces");
    JsonNode status = JsonMapper.shared().readTree(json.out());
    assertThat(status.path("components").path("search/index").asString()).isEqualTo("UP");
    assertThat(status.path("lag").asInt()).isEqualTo(3);
    assertThat(status.path("photosToEmbed").asInt()).isEqualTo(7);
  }

  @Test
  void shouldSayWhatIsNotUpAndExitWithOne() {
    // Given
    likeness.on(
        "GET /actuator/health",
        Answer.json(503, HEALTH.formatted("OUT_OF_SERVICE", "OUT_OF_SERVICE")));
    Answer later = Answer.problem(503, "INDEX_NOT_READY", "it is read anew");
    likeness.on("GET /v1/admin/reindex", later).on("GET /v1/galleries", later);

    // When
    Run run = Run.of("status", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("health     OUT_OF_SERVICE", "search/index: OUT_OF_SERVICE")
        .contains("model      not known", "galleries  not known");
  }
}
