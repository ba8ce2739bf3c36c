package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ModelBundleTest {
  private static final String ID = "dlib-resnet-128";

  @TempDir private Path directory;

  @BeforeEach
  void copyBundle() throws IOException {
    for (String file : List.of("card.json", "recognition.onnx")) {
      try (InputStream in = getClass().getResourceAsStream("/likeness-models/" + ID + "/" + file)) {
        Files.copy(in, directory.resolve(file));
      }
    }
  }

  @Test
  void shouldReadTheSameCardFromClasspathAndDirectory() {
    // When
    ModelCard card = ModelBundle.onClasspath(ID).card();

    // Then
    assertThat(card.id()).isEqualTo(ID);
    assertThat(card.dimension()).isEqualTo(128);
    assertThat(card.mean()).hasSize(128);
    assertThat(card.thresholds().forFmr(0.01)).isLessThan(card.defaultThreshold());
    assertThat(ModelBundle.inDirectory(directory).card()).isEqualTo(card);
  }

  @Test
  void shouldHaveAFingerprintThatThresholdsDoNotChange() throws IOException {
    // Given
    Path card = directory.resolve("card.json");
    String whole = Files.readString(card);
    String before = ModelBundle.inDirectory(directory).fingerprint();
    JsonMapper json = JsonMapper.shared();

    // When
    ObjectNode calibrated = (ObjectNode) json.readTree(whole);
    ((ObjectNode) calibrated.get("thresholds")).put("defaultFmr", 0.5);
    Files.writeString(card, calibrated.toPrettyString());
    String after = ModelBundle.inDirectory(directory).fingerprint();
    ObjectNode aligned = (ObjectNode) json.readTree(whole);
    aligned.put("flip", !aligned.path("flip").asBoolean());
    Files.writeString(card, aligned.toPrettyString());
    String other = ModelBundle.inDirectory(directory).fingerprint();

    // Then
    assertThat(before).hasSize(16).isEqualTo(ModelBundle.onClasspath(ID).fingerprint());
    assertThat(after).isEqualTo(before);
    assertThat(other).isNotEqualTo(before);
  }

  @Test
  void shouldSayWhatToDoWhenThereIsNoSuchBundle() {
    assertThatThrownBy(() -> ModelBundle.onClasspath("missing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("classpath:likeness-models/missing/card.json")
        .hasMessageContaining("models module");
  }

  @Test
  void shouldRefuseANetThatIsNotTheOneOnTheCard() throws IOException {
    // Given
    Path net = directory.resolve("recognition.onnx");
    byte[] bytes = Files.readAllBytes(net);
    bytes[bytes.length / 2] ^= 1;
    Files.write(net, bytes);
    ModelBundle bundle = ModelBundle.inDirectory(directory);

    // When / Then
    assertThatThrownBy(() -> FaceEngine.open(bundle, EngineSettings.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("recognition.onnx")
        .hasMessageContaining("SHA-256")
        .hasMessageContaining("its card expects");
  }

  @Test
  void shouldRefuseACutOffNet() throws IOException {
    // Given
    Path net = directory.resolve("recognition.onnx");
    Files.write(net, java.util.Arrays.copyOf(Files.readAllBytes(net), 1000));
    ModelBundle bundle = ModelBundle.inDirectory(directory);

    // When / Then
    assertThatThrownBy(() -> FaceEngine.open(bundle, EngineSettings.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 1000 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "dimension", "files", "input", "alignment", "flip", "thresholds"})
  void shouldNameTheFieldACardLacks(String field) throws IOException {
    // Given
    Path card = directory.resolve("card.json");
    String json = Files.readString(card);
    Files.writeString(
        card, json.replaceFirst("\"" + field + "\"(\\s*:)", "\"was-" + field + "\"$1"));

    // When / Then
    assertThatThrownBy(() -> ModelBundle.inDirectory(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("card.json lacks the field " + field);
  }

  @Test
  void shouldRefuseACardOfAnotherSchemaOrNoJson() throws IOException {
    Path card = directory.resolve("card.json");
    Files.writeString(card, "{\"schema\": 1}");
    assertThatThrownBy(() -> ModelBundle.inDirectory(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("schema is 1, this version reads schema 2")
        .hasMessageContaining("docs/models.md");

    Files.write(card, "not json".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ModelBundle.inDirectory(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a model card");
  }
}
