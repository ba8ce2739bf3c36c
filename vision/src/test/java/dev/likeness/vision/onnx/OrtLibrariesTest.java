package dev.likeness.vision.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class OrtLibrariesTest {
  private static final String DIRECTORY = "onnxruntime.native.path";
  private static final String FILE = "onnxruntime.native.onnxruntime.path";
  private String before;

  @BeforeEach
  void remember() {
    before = System.clearProperty(DIRECTORY);
  }

  @AfterEach
  void restore() {
    System.clearProperty(FILE);
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

  /** As proc(5) tells. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldBeWhatANetRunsWith() throws IOException {
    // Given
    OrtLibraries.unpack();
    String directory = System.clearProperty(DIRECTORY);

    // When
    FaceEngine.open(ModelBundle.onClasspath(ModelBundle.DEFAULT), EngineSettings.defaults())
        .close();

    // Then
    assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
        .filteredOn(line -> line.endsWith(System.mapLibraryName("onnxruntime")))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains(directory));
  }

  @Test
  void shouldLeaveASingleLibraryOfTheUsersOwnAlone() {
    // Given
    System.setProperty(FILE, "/opt/libonnxruntime.so");

    // When
    OrtLibraries.unpack();

    // Then
    assertThat(System.getProperty(DIRECTORY)).isNull();
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
