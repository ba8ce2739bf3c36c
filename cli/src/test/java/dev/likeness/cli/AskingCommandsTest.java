package dev.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.cli.FakeLikeness.Answer;
import dev.likeness.client.LikenessClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class AskingCommandsTest {
  private static final String VERIFIED =
      """
      {"verified":%s,"similarity":%s,"threshold":0.5,"fmr":1.0E-4,"extrapolated":false,
       "comparisons":1,"model":"m","subject":"ada","face":"f1",
       "index":{"generation":1,"positions":{"0":3},"partial":false,"missing":[]}}\
      """;
  private static final String FOUND =
      """
      {"model":"m","threshold":0.5,"fpir":0.05,"fmr":1.0E-5,"searched":5129,"extrapolated":true,
       "index":{"positions":{},"partial":false},"faces":[
       {"box":{"x":10.0,"y":20.0,"width":100.0,"height":120.0},"confidence":0.9,"unknown":false,
        "matches":[{"subject":"ada","face":"f1","similarity":0.875,"match":true,
                    "metadata":{"team":"x"}}],
        "candidates":[{"subject":"bob","face":"f2","similarity":0.25,"match":false}]},
       {"box":{"x":1.0,"y":2.0,"width":30.0,"height":40.0},"confidence":0.9,"unknown":true,
        "matches":[]}]}\
      """;

  @TempDir private Path directory;
  private FakeLikeness likeness;
  private Path photo;

  @BeforeEach
  void start() throws IOException {
    likeness = new FakeLikeness();
    photo = Files.write(directory.resolve("probe.jpg"), new byte[] {1, 2, 3});
  }

  @AfterEach
  void stop() {
    likeness.close();
  }

  @Test
  void shouldSayVerifiedAndExitWithZero() {
    // Given
    likeness.on("POST /v1/verify", Answer.json(200, VERIFIED.formatted(true, 0.8125)));

    // When
    Run run =
        Run.of("verify", photo, "--subject", "ada", "--fmr", "0.001", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("verified: similarity 0.813, threshold 0.500")
        .contains("(false match rate 0.01 %, model m)", "best face ada/f1");
    assertThat(likeness.requests("POST").getFirst().body())
        .contains("name=\"subject\"", "name=\"gallery\"", "default", "name=\"fmr\"", "0.001")
        .contains("name=\"photo\"; filename=\"photo\"");
  }

  @Test
  void shouldSayNotVerifiedAndExitWithOne() {
    // Given
    likeness.on("POST /v1/verify", Answer.json(200, VERIFIED.formatted(false, 0.1)));

    // When
    Run run =
        Run.of("verify", photo, "--reference", photo, "--faces", "best", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith("not verified: similarity 0.100");
    assertThat(likeness.requests("POST").getFirst().body())
        .contains("name=\"reference\"", "name=\"faces\"", "best")
        .doesNotContain("name=\"subject\"");
  }

  @Test
  void shouldPrintTheAnswerAsItCameWithJson() {
    // Given
    likeness.on("POST /v1/verify", Answer.json(200, VERIFIED.formatted(true, 0.8125)));

    // When
    Run run = Run.of("verify", photo, "--subject", "ada", "--json", "--url", likeness.url());

    // Then
    assertThat(JsonMapper.shared().readTree(run.out()))
        .isEqualTo(JsonMapper.shared().readTree(VERIFIED.formatted(true, 0.8125)));
  }

  @Test
  void shouldListEveryFaceOfTheProbe() {
    // Given
    likeness.on("POST /v1/find", Answer.json(200, FOUND));

    // When
    Run run =
        Run.of(
            "find",
            photo,
            "--all",
            "--k",
            3,
            "--filter",
            "team=x",
            "--fpir",
            "0.05",
            "--candidates",
            "--url",
            likeness.url());

    // Then
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "face of 100×120 pixels at 10,20:",
            "  0.875  ada/f1  {\"team\":\"x\"}",
            "  0.250  bob/f2  no match",
            "face of 30×40 pixels at 1,2: unknown",
            "threshold 0.500: a stranger is given a name in 5 % of searches of 5129 faces, false"
                + " match rate 1 in 100000, extrapolated, model m");
    assertThat(likeness.requests("POST").getFirst().body())
        .contains("name=\"faces\"", "all", "name=\"k\"", "{\"team\":\"x\"}")
        .contains("name=\"fpir\"", "0.05", "name=\"candidates\"", "true");
  }

  @Test
  void shouldTakeOneFigureToDecideByAndNoMore() {
    for (String figure : List.of("--fpir", "--threshold")) {
      // When
      Run run = Run.of("find", photo, "--fmr", "0.1", figure, "0.2", "--url", likeness.url());

      // Then
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("mutually exclusive");
    }
    assertThat(Run.of("verify", photo, "--subject", "ada", "--fpir", "0.1").err())
        .contains("Unknown option");
    assertThat(Run.of("verify", photo, "--subject", "ada", "--faces", "all").err())
        .contains("--faces");
    assertThat(likeness.requests("POST")).isEmpty();
  }

  @Test
  void shouldForgetASubjectWhoseNameNeedsEscaping() {
    // Given
    String path = "/v1/galleries/default/subjects/Ada%20Lovelace%20%26%20Co";
    likeness.on(
        "DELETE " + path, Answer.json(200, "{\"count\":1,\"erasedBy\":\"2026-01-02T03:04:05Z\"}"));

    // When
    Run run = Run.of("forget", "default/Ada Lovelace & Co", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith(
            "forgotten: default/Ada Lovelace & Co (1 face); gone from the log by 2026-01-02");
  }

  @Test
  void shouldForgetAWholeGalleryOnlyWhenToldSo() {
    // Given
    likeness.on("DELETE /v1/galleries/staff", Answer.json(200, "{\"count\":7}"));

    // When
    Run refused = Run.of("forget", "staff", "--url", likeness.url());
    Run done = Run.of("forget", "staff", "--all", "--url", likeness.url());

    // Then
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("pass --all");
    assertThat(done.exitCode()).isZero();
    assertThat(done.out()).startsWith("forgotten: staff (7 faces)");
    assertThat(likeness.requests("DELETE")).hasSize(1);
  }

  @Test
  void shouldWatchAReindexUntilItAnswers() {
    // Given
    String building =
        "{\"status\":\"building\",\"serving\":{\"generation\":1,\"model\":\"m\"},"
            + "\"building\":{\"generation\":2,\"model\":\"m\","
            + "\"embedded\":{\"done\":5,\"total\":5},\"indexed\":{\"done\":2,\"total\":5}}}";
    String done = "{\"status\":\"idle\",\"serving\":{\"generation\":2,\"model\":\"m\"}}";
    likeness.on("POST /v1/admin/reindex", Answer.json(202, building));
    likeness.on("GET /v1/admin/reindex", Answer.json(200, building), Answer.json(200, done));

    // When
    Run run = Run.of("reindex", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("generation 2 of model m answers");
    assertThat(likeness.requests("POST").getFirst().body()).isEqualTo("{}");
  }

  @Test
  void shouldSayThatAMigrationWasGivenUp() {
    // Given
    likeness.on(
        "POST /v1/admin/reindex",
        Answer.json(202, "{\"building\":{\"generation\":4,\"model\":\"other\"}}"));
    likeness.on(
        "GET /v1/admin/reindex",
        Answer.json(200, "{\"status\":\"idle\",\"serving\":{\"generation\":3,\"model\":\"m\"}}"));

    // When
    Run run = Run.of("migrate", "--model", "other", "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith("generation 4 was given up");
    assertThat(likeness.requests("POST").getFirst().body()).isEqualTo("{\"model\":\"other\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "a/b/c/d", "/ada", "default/"})
  void shouldRefuseNamesThatAreNotKeys(String name) {
    // When
    Run run = Run.of("forget", name, "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("likeness: ").doesNotContain("Exception");
    assertThat(likeness.requests("DELETE")).isEmpty();
  }

  @Test
  void shouldTellARefusalAsCodeAndDetail() {
    // Given
    likeness.on("POST /v1/find", Answer.problem(422, "NO_FACE", "no face was found"));

    // When
    Run run = Run.of("find", photo, "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().strip()).isEqualTo("likeness: NO_FACE: no face was found");
  }

  @Test
  void shouldSayHowToStartWhatDoesNotAnswer() {
    // Given
    String nowhere = "http://127.0.0.1:1";

    // When
    Run run = Run.of("find", photo, "--url", nowhere);

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().strip())
        .isEqualTo(
            "likeness: nothing answers at "
                + nowhere
                + "; start it with: likeness up (or pass --url)");
  }

  @Test
  void shouldNotTakeAnotherServerForLikeness() {
    // Given
    likeness.on("POST /v1/find", Answer.json(200, "<html>"));

    // When
    Run run = Run.of("find", photo, "--url", likeness.url());

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("answered 200 without JSON; is it a Likeness?");
  }

  @Test
  void shouldNameAPhotoThatDoesNotExistOrIsTooLarge() throws IOException {
    // Given
    Path large = directory.resolve("large.jpg");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(LikenessClient.MAX_PHOTO_BYTES + 1L);
    }

    // When
    Run missing = Run.of("find", directory.resolve("none.jpg"), "--url", likeness.url());
    Run tooLarge = Run.of("find", large, "--url", likeness.url());

    // Then
    assertThat(missing.err()).contains("none.jpg does not exist");
    assertThat(tooLarge.err())
        .contains("TOO_LARGE: ", "has 10485761 bytes, at most 10485760 are allowed");
  }

  @Test
  void shouldDescribeEveryCommandAndItsExitCodes() {
    for (CommandLine command : CommandLines.of(new Run.Root()).getSubcommands().values()) {
      // When
      Run run = Run.of(command.getCommandName(), "--help");

      // Then
      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .contains("Usage: likeness " + command.getCommandName())
          .containsPattern("0 +done; the answer is yes")
          .containsPattern("1 +done; the answer is no")
          .containsPattern("2 +not done");
    }
  }

  @Test
  void shouldRefuseContradictingAndMissingOptions() {
    // When
    Run both = Run.of("verify", photo, "--subject", "ada", "--reference", photo);
    Run neither = Run.of("verify", photo);
    Run nothing = Run.of();

    // Then
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("give exactly one of --reference");
    assertThat(neither.exitCode()).isEqualTo(2);
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("enroll", "status");
  }

  @Test
  void shouldSayWhatWasProbablyMeant() {
    // When
    Run option = Run.of("verify", photo, "--subjekt=ada");
    Run command = Run.of("enrol", photo);
    Run nested = Run.of("rates", "shw");
    Run nothingLike = Run.of("verify", photo, "--xyz");

    // Then
    assertThat(option.err().lines())
        .containsExactly(
            "likeness: Unknown option: '--subjekt=ada'",
            "did you mean: --subject?",
            "see: likeness verify --help");
    assertThat(command.err().lines().toList())
        .anyMatch(line -> line.startsWith("did you mean: enroll"))
        .last()
        .isEqualTo("see: likeness --help");
    assertThat(nested.err()).contains("did you mean: show");
    assertThat(nothingLike.err()).doesNotContain("did you mean");
    assertThat(List.of(option, command, nested, nothingLike)).allMatch(run -> run.exitCode() == 2);
  }

  @Test
  void shouldTellOfAWrongOptionBeforeAMissingOne() {
    // When
    Run migrate = Run.of("migrate", "--modell", "other");
    Run enroll = Run.of("enroll", "--galery=staff");

    // Then
    assertThat(migrate.err())
        .startsWith("likeness: Unknown option: '--modell'")
        .contains("did you mean: --model?")
        .doesNotContain("Missing");
    assertThat(enroll.err()).contains("'--galery=staff'", "did you mean: --gallery?");
  }
}
