package dev.likeness.faces;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PhotoFormatTest {
  @Test
  void shouldTellAFormatByItsFirstBytes() {
    assertThat(of("\u00ff\u00d8\u00ff\u00e0")).isEqualTo(PhotoFormat.JPEG);
    assertThat(of("RIFF....WEBPVP8 ")).isEqualTo(PhotoFormat.WEBP);
    assertThat(of("GIF89a")).isEqualTo(PhotoFormat.GIF);
    assertThat(PhotoFormat.of(new byte[0])).isEmpty();
    assertThat(PhotoFormat.of("BM".getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
  }

  @Test
  void shouldTakeAFileForAPhotoByItsName() {
    assertThat(PhotoFormat.isNamedAsOne(Path.of("ada", "1.JPG"))).isTrue();
    assertThat(PhotoFormat.isNamedAsOne(Path.of("ada.d", "photo"))).isFalse();
    assertThat(PhotoFormat.isNamedAsOne(Path.of("ada", "1.heic"))).isFalse();
    assertThat(PhotoFormat.isNamedAsOne(Path.of("ada", ".1.jpg"))).isFalse();
  }

  private static PhotoFormat of(String start) {
    return PhotoFormat.of(start.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
  }
}
