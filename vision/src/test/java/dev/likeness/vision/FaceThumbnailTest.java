package dev.likeness.vision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Box;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class FaceThumbnailTest {
  private final FaceThumbnail thumbnail = new FaceThumbnail();

  private static byte[] photo(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, x < width / 2 ? 0xff0000 : 0x0000ff);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(image, "png", file);
    return file.toByteArray();
  }

  @Test
  void shouldShowTheFaceOfALargePhotoSmall() throws IOException {
    // Given: a face in the right half, which is blue.
    byte[] photo = photo(1600, 1000);

    // When
    byte[] jpeg = thumbnail.of(photo, new Box(1100, 400, 200, 200), 96).orElseThrow();

    // Then
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(Math.max(small.getWidth(), small.getHeight())).isLessThanOrEqualTo(96);
    assertThat(small.getRGB(small.getWidth() / 2, small.getHeight() / 2) & 0xff).isGreaterThan(200);
  }

  @Test
  void shouldStayWithinThePhoto() throws IOException {
    // When: the face reaches beyond the upper left corner.
    byte[] jpeg = thumbnail.of(photo(200, 100), new Box(-20, -20, 60, 60), 96).orElseThrow();

    // Then
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(small.getRGB(0, 0) >> 16 & 0xff).isGreaterThan(200);
  }

  @Test
  void shouldShowAWholePhotoSmall() throws IOException {
    // When
    byte[] jpeg = thumbnail.of(photo(1600, 1000), 96).orElseThrow();

    // Then
    BufferedImage small = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertThat(small.getWidth()).isEqualTo(96);
    assertThat(small.getHeight()).isEqualTo(60);
    assertThat(thumbnail.of("no image".getBytes(StandardCharsets.UTF_8), 96)).isEmpty();
  }

  @Test
  void shouldShowNothingOfWhatIsNotThere() throws IOException {
    // Then
    assertThat(thumbnail.of(photo(200, 100), new Box(900, 900, 20, 20), 96)).isEmpty();
    assertThat(thumbnail.of("no image".getBytes(StandardCharsets.UTF_8), new Box(0, 0, 20, 20), 96))
        .isEmpty();
  }
}
