package dev.likeness.models.facenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FaceNet512Test {
  @TempDir private Path directory;

  @Test
  void shouldTakeTheOnnxFileAsItIs() throws Exception {
    // Given
    Path weights = onnx(512);

    // When
    FaceNet512.Model model = FaceNet512.of(FaceNet512.ID, weights, Normalization.BASE);

    // Then
    JsonNode card = json(model);
    assertThat(model.net()).isEqualTo(Files.readAllBytes(weights));
    assertThat(card.get("input").get("name").asString()).isEqualTo("image");
    assertThat(card.get("output").get("name").asString()).isEqualTo("embedding");
    assertThat(card.get("source").asString()).isEqualTo("DeepFace's facenet512_weights.onnx");
  }

  @Test
  void shouldPublishDeepFacesThresholdsAsTheyAre() throws Exception {
    // When
    JsonNode card = json(FaceNet512.of(FaceNet512.ID, onnx(512), Normalization.BASE));

    // Then
    JsonNode thresholds = card.get("thresholds");
    assertThat(thresholds.get("published").valueStream().map(JsonNode::toString))
        .containsExactly(
            "{\"metric\":\"cosine\",\"threshold\":0.3,\"by\":\"DeepFace 0.0.103\"}",
            "{\"metric\":\"euclidean\",\"threshold\":23.56,\"by\":\"DeepFace 0.0.103\"}",
            "{\"metric\":\"euclidean_l2\",\"threshold\":1.04,\"by\":\"DeepFace 0.0.103\"}",
            "{\"metric\":\"angular\",\"threshold\":0.35,\"by\":\"DeepFace 0.0.103\"}");
    assertThat(thresholds.get("measured").isEmpty()).isTrue();
    assertThat(thresholds.get("extrapolated").get("points").get(0).get("similarity").asDouble())
        .isEqualTo(0.7);
  }

  @Test
  void shouldWriteANormalizationAsNumbers() throws Exception {
    // When
    JsonNode card = json(FaceNet512.of(FaceNet512.ID, onnx(512), Normalization.named("vggface")));

    // Then
    assertThat(card.get("input").get("subtract").toString())
        .isEqualTo("[93.594,104.7624,129.1863]");
    assertThat(card.get("input").get("divide").toString()).isEqualTo("[1.0,1.0,1.0]");
    assertThat(card.get("name").asString()).endsWith("(VGGFace)");
  }

  @Test
  void shouldNameTheNormalizationsThereAre() {
    // When // Then
    assertThatThrownBy(() -> Normalization.named("zscore"))
        .hasMessage(
            "normalization is 'zscore', expected one of base, raw, Facenet, Facenet2018, VGGFace,"
                + " VGGFace2, ArcFace");
  }

  @Test
  void shouldNotMixTheNetsOwnPreparationWithDeepFaces() {
    // When // Then
    assertThatThrownBy(() -> FaceNet512.of(FaceNet512.NATIVE_ID, onnx(512), Normalization.ARC_FACE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("facenet512-native has its own");
  }

  @Test
  void shouldRefuseTheNetOf128Dimensions() {
    // When // Then
    assertThatThrownBy(() -> FaceNet512.of(FaceNet512.ID, onnx(128), Normalization.BASE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answers [n, 128], FaceNet512 answers [n, 512]");
  }

  @Test
  void shouldRefuseTheWeightsOfAnotherNet() {
    // Given
    Path weights = directory.resolve("facenet_weights.h5");
    List<KerasLayer> layers =
        Architecture.layers().stream()
            .map(layer ->
                new KerasLayer(
                    layer.name(),
                    layer.weights().stream()
                        .map(weight ->
                            new KerasLayer.Weight(weight.name(), narrowed(weight.shape())))
                        .toList()))
            .toList();
    SeededWeights.writeKeras(weights, layers, Map.of());

    // When // Then
    assertThatThrownBy(() -> FaceNet512.of(FaceNet512.ID, weights, Normalization.BASE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Conv2d_1a_3x3/Conv2d_1a_3x3/kernel:0 has the shape [1, 1, 1, 1]");
  }

  private static List<Integer> narrowed(List<Integer> shape) {
    return shape.stream().map(_ -> 1).toList();
  }

  @Test
  void shouldRefuseWhatIsNeitherOnnxNorHdf5() throws Exception {
    // Given
    Path weights = Files.writeString(directory.resolve("weights.onnx"), "<html>Not Found</html>");

    // When // Then
    assertThatThrownBy(() -> FaceNet512.of(FaceNet512.ID, weights, Normalization.BASE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("weights.onnx is neither ONNX nor HDF5");
  }

  private Path onnx(int dimension) throws IOException {
    return Files.write(
        directory.resolve("facenet512_weights.onnx"), SeededWeights.standIn(dimension));
  }

  private static JsonNode json(FaceNet512.Model model) {
    return JsonMapper.shared().readTree(model.card());
  }
}
