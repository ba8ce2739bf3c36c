package dev.likeness.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.evaluation.Evaluation;
import dev.likeness.evaluation.Evaluator;
import dev.likeness.evaluation.Faces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReportsTest {
  private static Evaluation evaluation;

  @TempDir private Path directory;

  @BeforeAll
  static void evaluate() {
    evaluation =
        new Evaluator(1, 100, _ -> {})
            .evaluate(
                Faces.crowd(60, 2, 0.5, 61),
                Map.of("person-00001", "one", "person-00002", "one", "person-00003", "two"),
                Map.of("NO_FACE", 2, "BLURRED", 1));
  }

  @Test
  void shouldWriteThresholdsIntoACardAndLeaveTheRest() throws IOException {
    // Given
    Path card = directory.resolve("card.json");
    Files.writeString(
        card,
        """
        {"schema":2,"id":"some","thresholds":{"defaultFmr":0.01,"defaultFpir":0.03,"data":{},
         "measured":[{"fmr":0.5,"similarity":0}],"published":[{"threshold":0.3}]},"mean":[]}
        """);

    // When
    CardThresholds.write(card, "a crowd", evaluation);

    // Then
    JsonNode tree = JsonMapper.shared().readTree(Files.readString(card));
    assertThat(tree.get("schema").asInt()).isEqualTo(2);
    assertThat(tree.has("mean")).isTrue();
    JsonNode thresholds = tree.get("thresholds");
    assertThat(thresholds.get("metric").asString()).isEqualTo("cosine");
    assertThat(thresholds.get("defaultFmr").asDouble()).isEqualTo(0.01);
    assertThat(thresholds.get("defaultFpir").asDouble()).isEqualTo(0.03);
    assertThat(thresholds.get("published")).hasSize(1);
    assertThat(thresholds.at("/data/description").asString()).isEqualTo("a crowd");
    assertThat(thresholds.at("/data/people").asInt()).isEqualTo(60);
    assertThat(thresholds.at("/data/photos").asInt()).isEqualTo(120);
    assertThat(thresholds.at("/data/genuinePairs").asInt()).isEqualTo(60);
    assertThat(thresholds.at("/data/impostorPairs").asInt()).isEqualTo(7080);
    assertThat(thresholds.at("/data/leftOut/NO_FACE").asInt()).isEqualTo(2);
    assertThat(thresholds.at("/data/interval").asString())
        .isEqualTo("95 %, bootstrap over people, 100 replicates");
    JsonNode first = thresholds.at("/measured/0");
    assertThat(first.get("fmr").asDouble()).isEqualTo(0.1);
    assertThat(first.get("fmrLow").asDouble()).isLessThan(0.1);
    assertThat(first.get("fmrHigh").asDouble()).isGreaterThan(0.1);
    assertThat(first.has("fnmrLow")).isTrue();
    assertThat(thresholds.at("/extrapolated/method").asString()).contains("generalised Pareto");
    assertThat(thresholds.at("/extrapolated/points/0/fmr").asDouble()).isEqualTo(1e-3);
    assertThat(thresholds.at("/identification/0/enrolled").asInt()).isEqualTo(10);
    assertThat(thresholds.at("/identification/0").has("fnirHigh")).isTrue();
    assertThat(thresholds.at("/groups/0/group").asString()).isEqualTo("one");
    assertThat(directory.toFile().list()).containsExactly("card.json");
  }

  @Test
  void shouldGiveDefaultRatesToACardThatNeverHadItsRatesMeasured() throws IOException {
    // Given
    Path card = directory.resolve("card.json");
    Files.writeString(card, "{\"id\":\"some\"}");

    // When
    CardThresholds.write(card, "a crowd", evaluation);

    // Then
    JsonNode thresholds = JsonMapper.shared().readTree(Files.readString(card)).get("thresholds");
    assertThat(thresholds.get("defaultFmr").asDouble()).isEqualTo(0.001);
    assertThat(thresholds.get("defaultFpir").asDouble()).isEqualTo(0.01);
  }

  @Test
  void shouldRefuseACardThatIsNone() throws IOException {
    // Given
    Path card = directory.resolve("card.json");
    Files.writeString(card, "[1]");

    // Then
    assertThatThrownBy(() -> CardThresholds.write(card, "a crowd", evaluation))
        .hasMessageContaining("is not a model card");
    assertThat(card).hasContent("[1]");
  }

  @Test
  void shouldWriteAPageThatNeedsNothingElse() {
    // Given
    byte[] jpeg = "picture".getBytes(StandardCharsets.US_ASCII);

    // When
    String html =
        new HtmlReport("some<model>", "a \"crowd\"", _ -> Optional.of(jpeg)).of(evaluation);

    // Then
    assertThat(html)
        .contains("some&lt;model&gt; on a &quot;crowd&quot;")
        .contains("data:image/jpeg;base64,cGljdHVyZQ==")
        .containsPattern("<tr><td>0\\.\\d<td>\\d+\\.\\d{3} %<td>\\d+\\.\\d{3} %")
        .contains("extrapolated", "one against two", "{BLURRED=1, NO_FACE=2}")
        .doesNotContain("NaN", "http://", "https://", "src=\"/");
    assertThat(html.split("<figure>", -1)).hasSize(41);
  }

  @Test
  void shouldSayTheSameAsJsonAndAsText() {
    // When
    JsonNode json = JsonMapper.shared().readTree(JsonReport.of("some", "a crowd", evaluation));
    String text = TextReport.of(evaluation);

    // Then
    assertThat(json.get("model").asString()).isEqualTo("some");
    assertThat(json.at("/support/people").asInt()).isEqualTo(60);
    assertThat(json.at("/measured/0/fmr/low").asDouble()).isPositive();
    assertThat(json.at("/tail/shape").isNumber()).isTrue();
    assertThat(json.at("/identification/0/rankOne/value").asDouble()).isPositive();
    assertThat(text).contains("120 photos of 60 people", "extrapolated", "0.003");
  }
}
