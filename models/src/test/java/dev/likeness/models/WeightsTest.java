package dev.likeness.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WeightsTest {
  private static final String MANIFEST =
      """
      [{"paths": ["net.bin"], "weights": [
        {"name": "plain", "shape": [2], "dtype": "float32"},
        {"name": "quantised", "shape": [1, 3], "dtype": "float32",
         "quantization": {"dtype": "uint8", "scale": 0.5, "min": -1}}
      ]}]
      """;
  private static final byte[] VALUES =
      ByteBuffer.allocate(11)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putFloat(1.5f)
          .putFloat(-2f)
          .put(new byte[] {0, 2, (byte) 255})
          .array();

  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("net-weights_manifest.json"), MANIFEST);
    Files.write(directory.resolve("net.bin"), VALUES);
  }

  @Test
  void shouldReadPlainAndQuantisedTensors() throws IOException {
    // When
    Weights weights = Weights.read(directory, "net");

    // Then
    assertThat(weights.values("plain")).containsExactly(1.5f, -2f);
    assertThat(weights.values("quantised")).containsExactly(-1f, 0f, 126.5f);
    assertThat(weights.get("quantised").shape()).containsExactly(1, 3);
  }

  @Test
  void shouldSayHowManyBytesATruncatedFileHasAndNeeds() throws IOException {
    // Given
    Files.write(directory.resolve("net.bin"), Arrays.copyOf(VALUES, 10));

    // When // Then
    assertThatThrownBy(() -> Weights.read(directory, "net"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("net.bin has 10 bytes, tensor quantised needs 11");
  }

  @Test
  void shouldSayHowManyBytesAnOverlongFileHasAndNeeds() throws IOException {
    // Given
    Files.write(directory.resolve("net.bin"), Arrays.copyOf(VALUES, 15));

    // When // Then
    assertThatThrownBy(() -> Weights.read(directory, "net"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("net.bin has 15 bytes, its manifest names 11");
  }

  @Test
  void shouldNameTheNetAndTheTensorItLacks() throws IOException {
    // Given
    Weights weights = Weights.read(directory, "net");

    // When // Then
    assertThatThrownBy(() -> weights.get("conv9/bias"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("net net has no tensor conv9/bias");
  }
}
