package dev.likeness.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.faces.Metadata;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetadataJsonTest {
  @Test
  void shouldTakeTopLevelScalarsAsAttributes() {
    // Given
    String json =
        """
        {"department": "sales", "floor": 3, "remote": true, "left": null,
         "tags": ["a", {"b": 1}], "desk": {"x": 1}}\
        """;

    // When
    Metadata metadata = MetadataJson.parse(json);

    // Then
    assertThat(metadata.json()).isEqualTo(json);
    assertThat(metadata.attributes())
        .isEqualTo(Map.of("department", "sales", "floor", "3", "remote", "true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "\"text\"", "{", "{\"a\":}", "{\"a\":1,\"a\":2}", "{} {}", "{a:1}"})
  void shouldRefuseWhatIsNoJsonObject(String json) {
    assertThatThrownBy(() -> MetadataJson.parse(json))
        .isInstanceOf(InvalidMetadataException.class)
        .hasMessageContaining("metadata");
  }

  @Test
  void shouldRefuseWhatBreaksALimitOfTheParser() {
    // Given
    List<String> beyond =
        List.of("{\"a\":" + "1".repeat(1_001) + "}", "{\"a\":" + "[".repeat(1_900) + "}");

    // Then
    assertThat(beyond)
        .allSatisfy(json ->
            assertThatThrownBy(() -> MetadataJson.parse(json))
                .isInstanceOf(InvalidMetadataException.class)
                .hasMessageStartingWith("metadata is not a JSON object: "));
  }

  @Test
  void shouldGiveBothSizesWhenTooLong() {
    // Given
    String json = "{\"a\":\"" + "x".repeat(Metadata.MAX_BYTES) + "\"}";

    // Then
    assertThatThrownBy(() -> MetadataJson.parse(json))
        .hasMessage("metadata has 4104 bytes, at most 4096 are allowed");
  }

  @Test
  void shouldRefuseBytesThatAreNotUtf8() {
    assertThatThrownBy(() -> MetadataJson.parse(new byte[] {'{', (byte) 0xFF, '}'}))
        .hasMessage("metadata of 3 bytes is not UTF-8");
  }
}
