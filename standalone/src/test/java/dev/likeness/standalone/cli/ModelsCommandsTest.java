package dev.likeness.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.models.TinyNet;
import dev.likeness.models.facenet.SeededWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ModelsCommandsTest {
  private static final int SIDE = 16;
  private static final int DIMENSION = 8;

  @TempDir private Path directory;
  private Path models;
  private Path net;

  @BeforeEach
  void writeNet() throws IOException {
    models = directory.resolve("models");
    net = Files.write(directory.resolve("tiny.onnx"), TinyNet.of(SIDE, false, DIMENSION));
  }

  @Test
  void shouldAddANetByOptionsAlone() throws IOException {
    // When
    Run run = models("add", net, "--id", "tiny", "--flip", "--threshold", "0.001=0.36");

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("added tiny").contains("./likeness migrate --model tiny");
    JsonNode card = JsonMapper.shared().readTree(models("show", "tiny", "--json").out());
    assertThat(card.at("/input/layout").asString()).isEqualTo("NCHW");
    assertThat(card.at("/input/name").asString()).isEqualTo("data");
    assertThat(card.at("/output/name").asString()).isEqualTo("vector");
    assertThat(card.at("/dimension").asInt()).isEqualTo(DIMENSION);
    assertThat(card.at("/alignment/points/0/0").asDouble()).isBetween(5.4, 5.5);
    assertThat(card.at("/thresholds/extrapolated/points/0/similarity").asDouble()).isEqualTo(0.36);
    assertThat(models("verify", "tiny").out().strip()).isEqualTo("tiny: ok");
    assertThat(children()).containsExactly("tiny");
  }

  @Test
  void shouldAddABundleListItAndRemoveIt() throws IOException {
    // Given
    Path bundle = bundle();

    // When
    Run added = models("add", bundle);
    Run list = models("list", "--json");
    Run removed = models("remove", "tiny");

    // Then
    assertThat(added.exitCode()).as(added.err()).isZero();
    JsonNode listed = JsonMapper.shared().readTree(list.out());
    assertThat(listed.findValuesAsString("id"))
        .containsExactly("dlib-resnet-128", "fr-feature-512", "tiny");
    assertThat(listed.findValuesAsString("from"))
        .containsExactly("release", "release", "directory");
    assertThat(removed.exitCode()).as(removed.err()).isZero();
    assertThat(children()).isEmpty();
    assertThat(models("show", "tiny").err()).contains("there is no model tiny");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "output|{\"name\":\"embedding\",\"dimension\":8}|output.name is embedding",
        "output|{\"name\":\"vector\",\"dimension\":9}|output.dimension is 9",
        "input|{\"name\":\"image\",\"width\":16,\"height\":16,\"layout\":\"NCHW\",\"colour\":\"RGB\",\"type\":\"float32\"}|input.name is image",
        "input|{\"name\":\"data\",\"width\":16,\"height\":16,\"layout\":\"NHWC\",\"colour\":\"RGB\",\"type\":\"float32\"}|input (layout",
        "input|{\"name\":\"data\",\"width\":32,\"height\":16,\"layout\":\"NCHW\",\"colour\":\"RGB\",\"type\":\"float32\"}|input (layout",
        "input|{\"name\":\"data\",\"width\":16,\"height\":16,\"layout\":\"NCHW\",\"colour\":\"RGB\",\"type\":\"uint8\"}|input.type is UINT8",
        "input|{\"name\":\"data\",\"width\":16,\"height\":16,\"layout\":\"NCHW\",\"colour\":\"RGB\",\"type\":\"float32\",\"divide\":[1e30,1e30,1e30],\"subtract\":[1e30,1e30,1e30]}|input is not what the net was made for",
        "schema|1|docs/models.md",
        "id|\"../tiny\"|id is '../tiny'"
      })
  void shouldRefuseACardThatDoesNotDescribeTheNet(String field, String value, String message)
      throws IOException {
    // Given
    Path card = directory.resolve("card.json");
    ObjectNode json = card();
    json.set(field, JsonMapper.shared().readTree(value));
    if (field.equals("output")) {
      json.put("dimension", json.at("/output/dimension").asInt());
    }
    Files.writeString(card, json.toString());

    // When
    Run run = models("add", net, "--card", card);

    // Then
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("Exception");
    assertThat(children()).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoNetAndSayWhatAFileNeeds() throws IOException {
    // Given
    Path text = Files.writeString(directory.resolve("text.onnx"), "not a net");
    Path card = Files.writeString(directory.resolve("card.json"), card().toString());

    // When // Then
    assertThat(models("add", text, "--card", card).err()).contains("is no net");
    assertThat(models("add", text, "--id", "x").err()).contains("is no net");
    assertThat(models("add", net).err()).contains("--card FILE, or --id");
    assertThat(models("add", directory.resolve("absent.onnx"), "--id", "x").err())
        .contains("absent.onnx cannot be read");
    assertThat(children()).isEmpty();
  }

  @Test
  void shouldAddFaceNet512FromTheFileThatDeepFaceKeeps() throws IOException {
    // Given
    Path weights =
        Files.write(directory.resolve("facenet512_weights.onnx"), SeededWeights.standIn(512));

    // When
    Run run = models("add", "facenet512", "--weights", weights, "--normalization", "Facenet2018");
    Run other = models("add", "facenet512-native", "--weights", weights);

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(other.exitCode()).as(other.err()).isZero();
    JsonNode card = JsonMapper.shared().readTree(models("show", "facenet512", "--json").out());
    assertThat(card.at("/alignment/kind").asString()).isEqualTo("deepface");
    assertThat(card.at("/input/colour").asString()).isEqualTo("BGR");
    assertThat(card.at("/input/divide/0").asDouble()).isEqualTo(127.5);
    assertThat(children()).containsExactlyInAnyOrder("facenet512", "facenet512-native");
  }

  @Test
  void shouldSayWhatFaceNet512Needs() throws IOException {
    // Given
    Path weights = Files.write(directory.resolve("facenet.onnx"), SeededWeights.standIn(128));

    // When // Then
    assertThat(models("add", "facenet512").err())
        .contains("facenet512 needs --weights FILE; DeepFace keeps it in ~/.deepface/weights");
    assertThat(models("add", "facenet512", "--weights", directory.resolve("absent.h5")).err())
        .contains("there is no file")
        .contains("absent.h5");
    assertThat(models("add", "facenet512", "--weights", weights).err())
        .contains("answers [n, 128], FaceNet512 answers [n, 512]");
    assertThat(models("add", net, "--weights", weights).err())
        .contains("--weights is for facenet512 and facenet512-native");
    assertThat(models("add", "facenet512", "--weights", weights, "--normalization", "none").err())
        .contains("normalization is 'none', expected one of base, raw");
    assertThat(children()).isEmpty();
  }

  @Test
  void shouldNotReplaceAModelThatIsThere() {
    // Given
    assertThat(models("add", net, "--id", "tiny").exitCode()).isZero();

    // When // Then
    assertThat(models("add", net, "--id", "tiny").err()).contains("is there already");
    assertThat(models("add", net, "--id", "dlib-resnet-128").err()).contains("another net");
    assertThat(models("remove", "dlib-resnet-128").err()).contains("comes with the release");
  }

  @Test
  void shouldSeeThatAFileWasChanged() throws IOException {
    // Given
    assertThat(models("add", net, "--id", "tiny").exitCode()).isZero();
    Path file = models.resolve("tiny/recognition.onnx");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    // When
    Run run = models("verify");

    // Then
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("fr-feature-512: ok")
        .contains("dlib-resnet-128: ok")
        .contains("tiny: ")
        .contains("SHA-256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "../x", "..", ".", "a/b", "a b", "ä"})
  void shouldNotLeaveTheDirectoryOfModels(String id) throws IOException {
    // Given
    Files.createDirectories(models);
    Files.createDirectories(directory.resolve("x"));

    // When // Then
    for (String command : new String[] {"show", "remove"}) {
      Run run = models(command, id);
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err().strip())
          .isEqualTo(
              "likeness: that is no model's id: expected 1 to 100 letters, digits, dots, dashes and"
                  + " underscores, beginning with a letter or digit");
    }
    assertThat(models("add", net, "--id", id).exitCode()).isEqualTo(2);
    assertThat(directory.resolve("x")).isDirectory();
  }

  private Run models(String command, Object... args) {
    return Run.of(
        Stream.of(Stream.of("models", command), Stream.of(args), Stream.of("--models", models))
            .flatMap(part -> part)
            .toArray());
  }

  private Path bundle() throws IOException {
    assertThat(models("add", net, "--id", "tiny").exitCode()).isZero();
    Path bundle = directory.resolve("bundle");
    Files.move(models.resolve("tiny"), bundle);
    return bundle;
  }

  private ObjectNode card() throws IOException {
    Path card = bundle().resolve("card.json");
    ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(Files.readString(card));
    json.remove("files");
    return json;
  }

  private String[] children() throws IOException {
    if (!Files.isDirectory(models)) {
      return new String[0];
    }
    try (Stream<Path> children = Files.list(models)) {
      return children.map(child -> child.getFileName().toString()).sorted().toArray(String[]::new);
    }
  }
}
