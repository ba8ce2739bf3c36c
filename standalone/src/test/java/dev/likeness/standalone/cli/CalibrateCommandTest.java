package dev.likeness.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.cli.ExitCode;
import dev.likeness.samples.Portraits;
import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command on two pictures each of the people on the sample photos, through the real nets. */
final class CalibrateCommandTest {
  @TempDir private static Path photos;
  @TempDir private Path out;

  @BeforeAll
  static void cutPortraits() throws IOException {
    try (FaceEngine engine =
        FaceEngine.open(ModelBundle.onClasspath(ModelBundle.DEFAULT), EngineSettings.defaults())) {
      Portraits portraits = new Portraits(engine);
      for (int face : portraits.enrollable(engine)) {
        Path person = photos.resolve("person-" + portraits.person(face));
        Files.createDirectories(person);
        for (int variant = 0; variant < 2; variant++) {
          Files.write(
              person.resolve(face + "-" + variant + ".jpg"), portraits.portrait(face, variant));
        }
      }
    }
    Files.writeString(photos.resolve("person-0").resolve("broken.jpg"), "no image");
  }

  @Test
  void shouldMeasureReportAndWriteACardAndBeQuickTheSecondTime() throws IOException {
    // Given
    Path card = out.resolve("some-card.json");
    Files.writeString(card, "{\"schema\":2,\"id\":\"some\"}");

    // When
    Run run = Run.of("calibrate", "--faces", photos, "--out", out, "--json", "--write", card);

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(run.out());
    assertThat(report.get("model").asString()).isEqualTo(ModelBundle.DEFAULT);
    assertThat(report.at("/leftOut/NOT_AN_IMAGE").asInt()).isEqualTo(1);
    assertThat(report.at("/measured/0/stated").asDouble()).isEqualTo(0.1);
    assertThat(report.at("/rankOne/value").asDouble()).isGreaterThan(0.9);
    assertThat(out.resolve(ModelBundle.DEFAULT + ".html"))
        .content()
        .contains("data:image/jpeg;base64,", "<h2>Scores</h2>");
    JsonNode thresholds = JsonMapper.shared().readTree(Files.readString(card)).get("thresholds");
    assertThat(thresholds.get("measured")).isNotEmpty();
    assertThat(thresholds.at("/data/photos").asInt()).isEqualTo(report.get("photos").asInt());

    // When
    String kept = Files.readString(seen());
    Run again = Run.of("calibrate", "--faces", photos, "--out", out, "--json");

    // Then: nothing was embedded again, and the figures are the same.
    assertThat(again.out()).isEqualTo(run.out());
    assertThat(Files.readString(seen()).strip()).isEqualTo(kept.strip());
  }

  private Path seen() throws IOException {
    try (var files = Files.list(out)) {
      return files.filter(file -> file.toString().endsWith(".tsv")).findFirst().orElseThrow();
    }
  }

  @Test
  void shouldSayWhatIsWrongBeforeAnythingIsEmbedded() {
    // When
    Run noCard = Run.of("calibrate", "--faces", photos, "--out", out, "--models", out, "--write");
    Run noFaces = Run.of("calibrate", "--faces", out.resolve("nowhere"), "--out", out);
    Run noModel = Run.of("calibrate", "--faces", photos, "--out", out, "--model", "none");

    // Then
    assertThat(noCard.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(noCard.err()).contains("card.json does not exist", "--write CARD");
    assertThat(noFaces.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(noFaces.err()).contains("nowhere is not a directory");
    assertThat(noModel.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(noModel.err()).contains("likeness: ");
    assertThat(out.toFile().list()).isEmpty();
  }
}
