package dev.likeness.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OrtLibrariesTest {
  private static final String DIRECTORY = "onnxruntime.native.path";
  private String before;

  @BeforeEach
  void remember() {
    before = System.clearProperty(DIRECTORY);
  }

  @AfterEach
  void restore() {
    System.clearProperty(DIRECTORY);
    if (before != null) {
      System.setProperty(DIRECTORY, before);
    }
  }

  @Test
  void shouldHaveAllLibrariesWhereOnnxruntimeLooks() {
    // When
    OrtLibraries.unpack();

    // Then
    Path directory = Path.of(System.getProperty(DIRECTORY));
    assertThat(directory.resolve(System.mapLibraryName("onnxruntime"))).isNotEmptyFile();
    assertThat(directory.resolve(System.mapLibraryName("onnxruntime4j_jni"))).isNotEmptyFile();
  }

  @Test
  void shouldUnpackThemToThePlaceTheyWereInBefore() {
    // Given
    OrtLibraries.unpack();
    String first = System.clearProperty(DIRECTORY);

    // When
    OrtLibraries.unpack();

    // Then
    assertThat(System.getProperty(DIRECTORY)).isEqualTo(first);
  }

  @Test
  void shouldLeaveLibrariesOfTheUsersOwnAlone() {
    // Given
    System.setProperty(DIRECTORY, "/opt/onnxruntime/lib");

    // When
    OrtLibraries.unpack();

    // Then
    assertThat(System.getProperty(DIRECTORY)).isEqualTo("/opt/onnxruntime/lib");
  }
}
