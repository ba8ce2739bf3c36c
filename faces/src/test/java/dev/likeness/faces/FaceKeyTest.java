package dev.likeness.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FaceKeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"default/ada/1", "g/s/f", "Zürich/李小龍/photo 1.jpg", "a.b/c:d/%2F"})
  void shouldReadBackWhatItWrites(String text) {
    // Given
    FaceKey key = FaceKey.parse(text);

    // When
    FaceKey again = FaceKey.fromBytes(key.toBytes());

    // Then
    assertThat(again).isEqualTo(key);
    assertThat(again).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ada/1            | key     | key has 2 segments, expected 3: gallery/subject/face",
        "ada              | key     | key has 1 segment, expected 3: gallery/subject/face",
        "a/b/c/d          | key     | key has 4 segments, expected 3: gallery/subject/face",
        "/ada/1           | gallery | gallery is empty",
        "default//1       | subject | subject is empty",
        "default/ada/     | face    | face is empty",
      })
  void shouldNameTheSegmentAtFault(String text, String field, String message) {
    assertThatThrownBy(() -> FaceKey.parse(text))
        .isInstanceOfSatisfying(
            InvalidFaceKeyException.class, e -> assertThat(e.field()).isEqualTo(field))
        .hasMessage(message);
  }

  @Test
  void shouldRefuseControlCharacters() {
    assertThatThrownBy(() -> new FaceKey("default", "a\tb", "1"))
        .hasMessage("subject contains the forbidden character U+0009");
    assertThatThrownBy(() -> new FaceKey("default", "ada", "a/b"))
        .hasMessage("face contains the forbidden character U+002F");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00AD, 0x200B, 0x200D, 0x202E, 0x2028, 0x2066, 0x180B, 0x180F, 0x3164, 0xFE0F, 0xFEFF,
        0xE0101
      })
  void shouldRefuseWhatCannotBeSeen(int invisible) {
    assertThatThrownBy(() -> new FaceKey("default", "ada" + Character.toString(invisible), "1"))
        .hasMessage("subject contains the forbidden character U+%04X".formatted(invisible));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "  ", "\u00a0", "\u3000 "})
  void shouldRefuseABlankName(String blank) {
    assertThatThrownBy(() -> new FaceKey("default", blank, "1")).hasMessage("subject is blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void shouldRefuseWhatAPathWouldTakeForAStep(String step) {
    assertThatThrownBy(() -> new FaceKey("default", "ada", step))
        .hasMessageStartingWith("face is '" + step + "'");
    assertThat(new FaceKey("...", ".ada", "1.").subject()).isEqualTo(".ada");
  }

  @Test
  void shouldCountBytesNotCharacters() {
    // Given
    String longest = "ä".repeat(Segments.MAX_BYTES / 2);

    // When
    FaceKey key = new FaceKey("default", longest, "1");

    // Then
    assertThat(key.subject().getBytes(StandardCharsets.UTF_8)).hasSize(Segments.MAX_BYTES);
    assertThatThrownBy(() -> new FaceKey("default", longest + "x", "1"))
        .hasMessage("subject has 129 bytes, at most 128 are allowed");
  }

  @Test
  void shouldRefuseDecomposedTextAndComposeItOnRequest() {
    // Given
    String decomposed = "Ame\u0301lie";

    // When
    String composed = Segments.normalize(decomposed);

    // Then
    assertThatThrownBy(() -> new FaceKey("default", decomposed, "1")).hasMessageContaining("NFC");
    assertThat(new FaceKey("default", composed, "1").subject()).isEqualTo("Amélie");
  }

  @Test
  void shouldRefuseBytesThatAreNotUtf8() {
    assertThatThrownBy(() -> FaceKey.fromBytes(new byte[] {'a', '/', (byte) 0xC3, '/', 'b'}))
        .hasMessage("key of 5 bytes is not UTF-8");
  }

  @Test
  void shouldOrderByGalleryThenSubjectThenFace() {
    // Given
    List<String> ordered = List.of("a/a/b", "a/b/a", "a/bb/a", "b/a/a");

    // When
    Stream<FaceKey> sorted = ordered.reversed().stream().map(FaceKey::parse).sorted();

    // Then
    assertThat(sorted).extracting(FaceKey::toString).containsExactlyElementsOf(ordered);
  }
}
