package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The published schema and the reader refuse and accept the same cards. */
class CardSchemaTest {
  private static final Path SCHEMA = Path.of("../docs/card.schema.json");

  private final Schema schema =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(read(SCHEMA));
  private ObjectNode card;

  private static JsonNode read(Path file) {
    try {
      return JsonMapper.shared().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void readCard() {
    card = released(ModelBundle.RELEASED.getFirst());
  }

  private static ObjectNode released(String id) {
    return (ObjectNode) JsonMapper.shared().readTree(ModelBundle.onClasspath(id).cardJson());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr-feature-512", "dlib-resnet-128"})
  void shouldAcceptTheCardsOfTheRelease(String id) {
    assertThat(schema.validate(released(id))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"chip\"}",
        "{\"kind\":\"chip\",\"padding\":0.5}",
        "{\"kind\":\"box\",\"margin\":0.25}",
        "{\"kind\":\"box\",\"margin\":-0.1,\"padding\":\"black\"}",
        "{\"kind\":\"box\",\"margin\":0,\"padding\":\"photo\"}",
        "{\"kind\":\"similarity\",\"points\":[[1,2],[30.5,4]],\"indices\":[36,45]}"
      })
  void shouldBothAcceptEveryKindOfAlignment(String alignment) {
    // Given
    card.set("alignment", JsonMapper.shared().readTree(alignment));

    // When // Then
    assertThat(schema.validate(card)).isEmpty();
    assertThatCode(() -> readCard(card)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema|1",
        "id|\"../x\"",
        "id|\"/etc\"",
        "id|\"\"",
        "dimension|1",
        "dimension|\"many\"",
        "similarity|\"euclidean\"",
        "licence|\"MIT\"",
        "licence.id|7",
        "limits|\"none\"",
        "input.width|0",
        "input.width|112.5",
        "input.height|4000",
        "input.layout|\"NCWH\"",
        "input.colour|\"GREY\"",
        "input.type|\"float16\"",
        "input.subtract|[1,2]",
        "input.divide|[1,0,1]",
        "input.standardise|\"yes\"",
        "input.substract|[1,2,3]",
        "output.dimension|100000",
        "output.size|512",
        "alignment.kind|\"affine\"",
        "alignment.points|[[1,2,3]]",
        "alignment.indices|[90,91,92,93,94]",
        "alignment.margin|1",
        "alignment|{\"kind\":\"box\"}",
        "alignment|{\"kind\":\"box\",\"margin\":9}",
        "alignment|{\"kind\":\"box\",\"margin\":0,\"padding\":\"white\"}",
        "alignment|{\"kind\":\"chip\",\"padding\":-1}",
        "flip|1",
        "mean|[\"a\"]",
        "files.recognition|null",
        "files.recognition.name|\"../net.onnx\"",
        "files.recognition.name|\"/etc/passwd\"",
        "files.recognition.bytes|0",
        "files.recognition.sha256|\"abc\"",
        "thresholds.metric|\"euclidean\"",
        "thresholds.defaultFmr|0",
        "thresholds.defaultFpir|2",
        "thresholds.measured|{}",
        "thresholds.measured|[{\"fmr\":0,\"similarity\":0.1}]",
        "thresholds.measured|[{\"fmr\":0.1,\"similarity\":2}]",
        "thresholds.measured|[{\"fmr\":0.1}]",
        "thresholds.extrapolated|{}"
      })
  void shouldBothRefuseAndNameTheField(String path, String value) {
    // Given
    List<String> names = List.of(path.split("\\.", -1));
    ObjectNode parent = card;
    for (String name : names.subList(0, names.size() - 1)) {
      parent = (ObjectNode) parent.get(name);
    }
    parent.set(names.getLast(), JsonMapper.shared().readTree(value));

    // When
    List<Error> errors = schema.validate(card);

    // Then
    assertThat(errors).isNotEmpty();
    assertThatThrownBy(() -> readCard(card))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("card.json")
        .hasMessageContaining(names.getLast());
  }

  @Test
  void shouldBothDemandTheSameFields() {
    for (String field : List.copyOf(card.propertyNames())) {
      // Given
      ObjectNode without = card.deepCopy();
      without.remove(field);

      // When
      boolean bySchema = schema.validate(without).isEmpty();

      // Then
      if (bySchema) {
        assertThatCode(() -> readCard(without)).as(field).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(() -> readCard(without))
            .hasMessageContaining("lacks the field " + field);
      }
    }
  }

  @Test
  void shouldReadNothingThatTheFieldsBesideItContradict() {
    // Given
    ObjectNode otherDimension = card.deepCopy().put("dimension", 100);
    ObjectNode shortMean = card.deepCopy();
    ((ArrayNode) shortMean.get("mean")).add(0.1);
    ObjectNode scaledBytes = card.deepCopy();
    ((ObjectNode) scaledBytes.get("input")).put("type", "uint8");

    // When // Then
    assertThatThrownBy(() -> readCard(otherDimension)).hasMessageContaining("dimension is 100");
    assertThatThrownBy(() -> readCard(shortMean)).hasMessageContaining("mean has 1 components");
    assertThatThrownBy(() -> readCard(scaledBytes)).hasMessageContaining("input.type is uint8");
  }

  private static ModelCard readCard(ObjectNode card) {
    return CardReader.read(card.toString().getBytes(StandardCharsets.UTF_8), "card.json");
  }
}
