package dev.likeness.vision.decode;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Decodes damaged photos, each of which some library has something to say about. */
final class DamagedPhotos {
  private DamagedPhotos() {}

  public static void main(String[] args) {
    BufferedImage picture = TestPhotos.quarters(TestPhotos.WIDTH, TestPhotos.HEIGHT);
    PhotoDecoder decoder = new PhotoDecoder(1 << 20, 50_000_000);
    for (byte[] file :
        new byte[][] {
          TestPhotos.written(picture, "png"),
          TestPhotos.jpeg(picture, false),
          TestPhotos.jpeg(picture, true),
          TestPhotos.encoded(picture, ".webp"),
          TestPhotos.tiff(picture, 1)
        }) {
      Arrays.fill(file, file.length / 2, Math.min(file.length / 2 + 64, file.length), (byte) 0x55);
      if (decoder.decode(file, 512) instanceof DecodedPhoto photo) {
        photo.close();
      }
    }
    System.err.println("done");
  }
}
