package dev.likeness.models.facenet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.models.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KerasWeightsTest {
  private static final List<KerasLayer> TWO =
      List.of(
          new KerasLayer("first", List.of(new KerasLayer.Weight("kernel", List.of(1, 2, 3, 4)))),
          KerasLayer.batchNorm("first_BatchNorm", 4));

  @TempDir private Path directory;

  @Test
  void shouldKnowTheLayersOfTheNetAsKerasListsThem() {
    // Given
    List<KerasLayer> recorded = FaceNetReference.kerasLayers();

    // When // Then
    assertThat(Architecture.layers()).isEqualTo(recorded);
  }

  @Test
  void shouldReadWhatWasWrittenLikeKeras() throws Exception {
    // Given
    Path file = directory.resolve("two.h5");
    SeededWeights.writeKeras(file, TWO, Map.of());

    // When
    Weights read = KerasWeights.read(file, TWO);

    // Then
    assertThat(read.get("first/kernel").shape()).containsExactly(1, 2, 3, 4);
    assertThat(read.values("first/kernel")).hasSize(24).doesNotHaveDuplicates();
    assertThat(read.values("first_BatchNorm/beta"))
        .isNotEqualTo(read.values("first_BatchNorm/moving_mean"));
  }

  @Test
  void shouldReadAFileThatKerasWrote() throws Exception {
    // Given
    Path file = Files.write(directory.resolve("small.h5"), FaceNetReference.file("small.h5"));
    List<KerasLayer> layers =
        List.of(
            new KerasLayer(
                "Row_1x3", List.of(new KerasLayer.Weight("kernel", List.of(1, 3, 3, 2)))),
            KerasLayer.batchNorm("Row_1x3_BatchNorm", 2),
            new KerasLayer(
                "Point_1x1",
                List.of(
                    new KerasLayer.Weight("kernel", List.of(1, 1, 2, 3)),
                    new KerasLayer.Weight("bias", List.of(3)))),
            new KerasLayer("Bottleneck", List.of(new KerasLayer.Weight("kernel", List.of(24, 2)))));

    // When
    Weights read = KerasWeights.read(file, layers);

    // Then
    for (KerasLayer layer : layers) {
      for (KerasLayer.Weight weight : layer.weights()) {
        assertThat(read.values(layer.tensor(weight)))
            .as(layer.tensor(weight))
            .isEqualTo(SeededWeights.tensor(layer, weight).values());
      }
    }
  }

  @Test
  void shouldTakeLayersByTheirOrderWhateverTheyAreCalled() throws Exception {
    // Given
    Path file = directory.resolve("renamed.h5");
    SeededWeights.writeKeras(file, TWO, Map.of("first", "conv2d_1", "first_BatchNorm", "batch_1"));

    // When
    Weights read = KerasWeights.read(file, TWO);

    // Then
    assertThat(read.values("first/kernel")).hasSize(24);
  }

  @Test
  void shouldRefuseALayerInThePlaceOfAnother() {
    // Given
    Path file = directory.resolve("swapped.h5");
    SeededWeights.writeKeras(
        file, TWO, Map.of("first", "first_BatchNorm", "first_BatchNorm", "first"));

    // When // Then
    assertThatThrownBy(() -> KerasWeights.read(file, TWO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "has the layer first_BatchNorm where another belongs, expected first");
  }

  @Test
  void shouldNameTheTensorOfAnotherShape() {
    // Given
    Path file = directory.resolve("narrow.h5");
    SeededWeights.writeKeras(
        file,
        List.of(
            new KerasLayer("first", List.of(new KerasLayer.Weight("kernel", List.of(1, 2, 3, 5)))),
            TWO.getLast()),
        Map.of());

    // When // Then
    assertThatThrownBy(() -> KerasWeights.read(file, TWO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("first/first/kernel:0 has the shape [1, 2, 3, 5]")
        .hasMessageContaining("expected [1, 2, 3, 4]");
  }

  @Test
  void shouldRefuseAnotherNumberOfLayers() {
    // Given
    Path file = directory.resolve("one.h5");
    SeededWeights.writeKeras(file, TWO.subList(0, 1), Map.of());

    // When // Then
    assertThatThrownBy(() -> KerasWeights.read(file, TWO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("one.h5 has weights of 1 layers, expected 2");
  }

  @Test
  void shouldRefuseWhatIsNoHdf5() throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("text.h5"), "no weights");

    // When // Then
    assertThatThrownBy(() -> KerasWeights.read(file, TWO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("text.h5 cannot be read as HDF5");
  }
}
