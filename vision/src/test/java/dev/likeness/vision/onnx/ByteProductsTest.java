package dev.likeness.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteProductsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "amd64, fma avx2 avx512_vnni, false",
    "amd64, fma avx2 avx_vnni, false",
    "amd64, fma avx2 avx512f, true",
    "x86_64, avx2 vnniless, true",
    "aarch64, asimd, false"
  })
  void shouldTakeCareOnlyOnAnX86WithoutVnni(String architecture, String flags, boolean care)
      throws IOException {
    // Given
    Path processor =
        Files.writeString(directory.resolve("cpuinfo"), "processor: 0\nflags : " + flags + "\n");

    // When // Then
    assertThat(ByteProducts.needCare(architecture, processor)).isEqualTo(care);
  }

  @Test
  void shouldTakeCareWhereTheProcessorDoesNotSay() {
    assertThat(ByteProducts.needCare("amd64", directory.resolve("missing"))).isTrue();
  }
}
