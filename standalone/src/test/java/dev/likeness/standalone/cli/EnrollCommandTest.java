package dev.likeness.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.standalone.cli.FakeLikeness.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EnrollCommandTest {
  private static final String FACES = "/v1/galleries/default/subjects/ada/faces/";
  private static final Answer ACCEPTED =
      Answer.json(202, "{\"status\":\"accepted\",\"position\":\"0:1\"}");
  private static final Answer SEARCHABLE = Answer.json(201, "{\"status\":\"searchable\"}");

  @TempDir private Path photos;
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
  void shouldEnrollEachDirectoryAsItsSubject() throws IOException {
    // Given
    write("ada/1.jpg");
    write("ada/nested/2.PNG");
    write("grace/1.jpeg");
    write("grace/notes.txt");
    write(".hidden/ignored.db");
    likeness.on("POST /v1/enroll", ACCEPTED);

    // When
    Run run = Run.of("enroll", photos, "--url", likeness.url(), "--metadata", "{\"a\":1}");

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().toList())
        .anyMatch(line -> line.startsWith("3 photos of 2 subjects, gallery default"))
        .contains("     3 accepted, searchable soon", "     2 other files left out");
    assertThat(likeness.requests("POST"))
        .allMatch(request -> request.body().contains("{\"a\":1}"))
        .filteredOn(request -> request.body().contains("\r\n\r\nada\r\n"))
        .hasSize(2);
  }

  @Test
  void shouldNameEachFileItLeavesOutAndWhy() throws IOException {
    // Given
    write("ada/1.jpg");
    Path heic = write("ada/IMG_0001.HEIC");
    Path avif = write("ada/2.avif");
    Path notes = write("ada/notes.txt");
    likeness.on("POST /v1/enroll", ACCEPTED);

    // When
    Run told = Run.of("enroll", photos, "--url", likeness.url());
    Run json = Run.of("enroll", photos, "--json", "--url", likeness.url());
    Files.delete(photos.resolve("ada/1.jpg"));
    Run nothing = Run.of("enroll", photos, "--url", likeness.url());

    // Then
    assertThat(told.out())
        .contains("3 other files left out")
        .contains(heic + ": HEIC is not read here: convert it to JPEG with heif-convert")
        .contains(avif + ": AVIF is not read here: convert it to PNG with avifdec")
        .contains(notes + ": not a photo by its name");
    assertThat(JsonMapper.shared().readTree(json.out()).path("leftOut").findValuesAsString("file"))
        .containsExactlyInAnyOrder(heic.toString(), avif.toString(), notes.toString());
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("there are no photos in", heic + ": HEIC is not read here");
  }

  @Test
  void shouldNameAFaceByItsPhotoAndNotSendItTwice() throws IOException {
    // Given
    Path photo = write("ada/1.jpg");
    String face = Enroller.faceId(Files.readAllBytes(photo));
    likeness.on("GET " + FACES + face, Answer.json(200, "{\"status\":\"searchable\"}"));

    // When
    Run run = Run.of("enroll", photos, "--url", likeness.url());

    // Then
    assertThat(face).hasSize(16).matches("[0-9a-f]+");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("1 already searchable");
    assertThat(likeness.requests("POST")).isEmpty();
  }

  @Test
  void shouldSendAgainWhenToldTo() throws IOException {
    // Given
    write("ada/1.jpg");
    likeness.on("GET " + FACES, Answer.json(200, "{\"status\":\"searchable\"}"));
    likeness.on("POST /v1/enroll", SEARCHABLE);

    // When
    Run run = Run.of("enroll", photos, "--again", "--wait", "--url", likeness.url());

    // Then
    assertThat(run.out()).contains("1 searchable");
    assertThat(likeness.requests("POST"))
        .singleElement()
        .matches(request -> request.body().contains("name=\"wait\""));
  }

  @Test
  void shouldRetryWhatIsRefusedForNow() throws IOException {
    // Given
    write("ada/1.jpg");
    Answer later =
        new Answer(
            503,
            "{\"code\":\"OVERLOADED\",\"detail\":\"all places are taken\"}",
            Map.of("Retry-After", "1"));
    likeness.on("POST /v1/enroll", later, later, SEARCHABLE);

    // When
    long start = System.nanoTime();
    Run run = Run.of("enroll", photos, "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(likeness.requests("POST")).hasSize(3);
    assertThat(System.nanoTime() - start).isGreaterThan(2_000_000_000L);
  }

  @Test
  void shouldGiveUpWhenPatienceEnds() throws IOException {
    // Given
    write("ada/1.jpg");
    likeness.on("POST /v1/enroll", Answer.problem(503, "BROKER_UNAVAILABLE", "no broker"));

    // When
    Run run = Run.of("enroll", photos, "--patience", 0, "--json", "--url", likeness.url());

    // Then
    JsonNode answer = JsonMapper.shared().readTree(run.out());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(answer.path("counts").path("FAILED").asInt()).isEqualTo(1);
    assertThat(answer.path("notEnrolled").path(0).path("code").asString())
        .isEqualTo("BROKER_UNAVAILABLE");
  }

  @Test
  void shouldListEveryRejectionWithItsReasonAndExitWithOne() throws IOException {
    // Given
    Path photo = write("ada/1.jpg");
    likeness.on("POST /v1/enroll", Answer.problem(422, "SEVERAL_FACES", "2 faces are in it"));

    // When
    Run run = Run.of("enroll", photo, "--subject", "ada", "--wait", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("1 rejected", photo + ": SEVERAL_FACES: 2 faces are in it");
  }

  @Test
  void shouldAskWhomAPhotoShowsBeforeSendingAnything() throws IOException {
    // Given
    Path photo = write("1.jpg");

    // When
    Run file = Run.of("enroll", photo, "--url", likeness.url());
    Run directory = Run.of("enroll", photos, "--url", likeness.url());
    Run empty = Run.of("enroll", Files.createDirectory(photos.resolve("e")), "--url", "http://x");

    // Then
    assertThat(file.exitCode()).isEqualTo(2);
    assertThat(file.err()).contains("1.jpg shows is not known: pass --subject");
    assertThat(directory.err()).contains("1.jpg shows is not known: pass --subject");
    assertThat(empty.err()).contains("there are no photos in");
    assertThat(likeness.requests("POST")).isEmpty();
  }

  @Test
  void shouldFailAtOnceWhenNothingAnswers() throws IOException {
    // Given
    write("ada/1.jpg");

    // When
    Run run = Run.of("enroll", photos, "--url", "http://127.0.0.1:1");

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("nothing answers at");
  }

  private Path write(String name) throws IOException {
    Path file = photos.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, name.getBytes(StandardCharsets.UTF_8));
  }
}
