package dev.likeness.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class BundleBuilderTest {
  private static final Path NPM = Path.of("");
  private static final Path CARDS = Path.of("src/main/card");
  private static final Path TEMPLATE = CARDS.resolve("dlib-resnet-128.json");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "detection,detector;landmarks",
    "dlib-resnet-128,recognition",
    "fr-feature-512,recognition"
  })
  void shouldSealEveryNetByItsSizeAndSha256(String name, String roles) throws Exception {
    // When
    BundleBuilder.build(NPM, CARDS, directory);

    // Then
    Path bundle = directory.resolve(name);
    JsonNode files = card(bundle).get("files");
    assertThat(files.propertyNames()).containsExactlyInAnyOrder(roles.split(";"));
    for (JsonNode file : files) {
      byte[] onnx = Files.readAllBytes(bundle.resolve(file.get("name").asString()));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(onnx);
      assertThat(file.get("bytes").asInt()).isEqualTo(onnx.length);
      assertThat(file.get("sha256").asString()).isEqualTo(HexFormat.of().formatHex(digest));
    }
  }

  @ParameterizedTest
  @CsvSource({"dlib-resnet-128,1.7.15", "fr-feature-512,0.0.1"})
  void shouldSayWhichPackageTheWeightsComeFrom(String name, String version) throws Exception {
    // When
    BundleBuilder.build(NPM, CARDS, directory);

    // Then
    JsonNode origin = card(directory.resolve(name)).get("package");
    assertThat(origin.get("version").asString()).isEqualTo(version);
    assertThat(origin.get("integrity").asString()).startsWith("sha512-");
    assertThat(origin.get("licence").asString()).isEqualTo("MIT");
  }

  @Test
  void shouldLeaveNothingOfAnEarlierBuild() throws Exception {
    // Given
    Path bundle = Files.createDirectories(directory.resolve("dlib-resnet-128"));
    Files.writeString(bundle.resolve("old.onnx"), "old");

    // When
    BundleBuilder.build(NPM, CARDS, directory);

    // Then
    assertThat(files(bundle)).containsExactly(Path.of("card.json"), Path.of("recognition.onnx"));
  }

  @Test
  void shouldWriteTheSameBytesEveryTime() throws Exception {
    // Given
    Path once = directory.resolve("once");
    Path again = directory.resolve("again");

    // When
    BundleBuilder.build(NPM, CARDS, once);
    BundleBuilder.build(NPM, CARDS, again);

    // Then
    List<Path> files = files(once);
    assertThat(files).hasSize(13).isEqualTo(files(again));
    for (Path file : files) {
      assertThat(Files.mismatch(once.resolve(file), again.resolve(file)))
          .as(file.toString())
          .isEqualTo(-1);
    }
  }

  @Test
  void shouldSayWhatToDoWithoutThePackage() {
    // When // Then
    assertThatThrownBy(() -> BundleBuilder.build(directory, CARDS, directory))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("run models/fetch-weights.sh");
  }

  @Test
  void shouldRefuseALockThatDoesNotPinThePackage() throws Exception {
    // Given
    Path lock = Files.writeString(directory.resolve("package-lock.json"), "{\"packages\":{}}");
    Card card = Card.from(TEMPLATE);

    // When // Then
    assertThatThrownBy(() -> card.comesFrom("@vladmandic/face-api", lock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("pins no package @vladmandic/face-api by its integrity");
  }

  private static JsonNode card(Path bundle) throws IOException {
    return JsonMapper.shared().readTree(Files.readAllBytes(bundle.resolve("card.json")));
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(Files::isRegularFile).map(root::relativize).sorted().toList();
    }
  }
}
