package dev.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.cli.FakeLikeness.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    write(".hidden/ada/ignored.jpg");
    likeness.on("POST /v1/enroll", ACCEPTED);

    // When
    Run run = Run.of("enroll", photos, "--url", likeness.url(), "--metadata", "{\"a\":1}");

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().toList())
        .anyMatch(line -> line.startsWith("3 photos of 2 subjects, gallery default"))
        .contains("     3 accepted; not yet looked at", "     2 left out")
        .anyMatch(line -> line.endsWith(".hidden: a hidden directory"))
        .noneMatch(line -> line.contains("ignored"));
    assertThat(likeness.requests("POST"))
        .allMatch(request -> request.body().contains("{\"a\":1,\"file\":\""))
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
        .contains("3 left out")
        .contains(heic + ": HEIC is not read here: convert it to JPEG with heif-convert")
        .contains(avif + ": AVIF is not read here: convert it to PNG with avifdec")
        .contains(notes + ": not a photo by its name");
    assertThat(JsonMapper.shared().readTree(json.out()).path("leftOut").findValuesAsString("file"))
        .containsExactlyInAnyOrder(heic.toString(), avif.toString(), notes.toString());
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("there are no photos in", heic + ": HEIC is not read here");
  }

  @Test
  void shouldKeepTheFileNameUnlessToldNotToOrAnotherIsGiven() throws IOException {
    // Given
    Path photo = write("ada/Ada 1.jpg");
    likeness.on("POST /v1/enroll", ACCEPTED);

    // When
    for (String[] options :
        new String[][] {{}, {"--no-file-name"}, {"--metadata={\"file\":\"scan 7\"}"}}) {
      Run run =
          Run.of(
              Stream.of(
                      Stream.of("enroll", photo, "--subject", "ada", "--url", likeness.url()),
                      Stream.of(options))
                  .flatMap(part -> part)
                  .toArray());
      assertThat(run.exitCode()).as(run.err()).isZero();
    }

    // Then
    assertThat(likeness.requests("POST"))
        .satisfiesExactly(
            named -> assertThat(named.body()).contains("{\"file\":\"Ada 1.jpg\"}"),
            unnamed -> assertThat(unnamed.body()).doesNotContain("metadata", "\"file\":"),
            given -> assertThat(given.body()).contains("{\"file\":\"scan 7\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "{\"a\":", "team=x"})
  void shouldRefuseMetadataThatIsNoObjectBeforeSendingAnything(String metadata) throws IOException {
    // Given
    write("ada/1.jpg");

    // When
    Run run = Run.of("enroll", photos, "--metadata", metadata, "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("likeness: --metadata is ");
    assertThat(likeness.requests("POST")).isEmpty();
  }

  @Test
  void shouldLeaveOutALinkToADirectoryAndSaySo() throws IOException {
    // Given
    write("ada/1.jpg");
    Path link = Files.createSymbolicLink(photos.resolve("loop"), photos);
    likeness.on("POST /v1/enroll", ACCEPTED);

    // When
    Run run = Run.of("enroll", photos, "--url", likeness.url());

    // Then
    assertThat(run.out()).contains(link + ": a link to a directory", "1 photo of 1 subject");
  }

  @Test
  void shouldNameAFaceByItsPhotoAndNotSendItTwice() throws IOException {
    // Given
    Path photo = write("ada/1.jpg");
    String face = faceId(Files.readAllBytes(photo));
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
  void shouldSendTheBoxOfTheFaceThatIsMeant() throws IOException {
    // Given
    Path photo = write("ada/1.jpg");
    write("ada/2.jpg");
    String face = faceId(Files.readAllBytes(photo));
    likeness
        .on("GET " + FACES + face, Answer.json(200, "{\"status\":\"rejected\"}"))
        .on("POST /v1/enroll", ACCEPTED);

    // When
    Run one =
        Run.of(
            "enroll", photo, "--subject", "ada", "--box", "10,20,30,40", "--url", likeness.url());
    Run two = Run.of("enroll", photos, "--box", "10,20,30,40", "--url", likeness.url());
    Run bad =
        Run.of("enroll", photo, "--subject", "ada", "--box", "10,20,30", "--url", likeness.url());

    // Then
    assertThat(one.exitCode()).as(one.err()).isZero();
    assertThat(likeness.requests("POST"))
        .singleElement()
        .matches(request ->
            request.body().contains("\"box\"") && request.body().contains("10,20,30,40"));
    assertThat(two.exitCode()).isEqualTo(2);
    assertThat(two.err()).contains("--box is a place in one photo, and these are 2: name one");
    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.err()).contains("--box is '10,20,30', expected x,y,width,height");
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
    assertThat(likeness.requests("POST")).hasSize(1);
    assertThat(likeness.queries()).containsExactly("wait=PT30S");
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
    Run run = Run.of("enroll", photos, "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(likeness.requests("POST")).hasSize(3);
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

  /** As the API names a photo whose face is not named: 16 hexadecimal digits of its SHA-256. */
  private static String faceId(byte[] photo) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(photo);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
