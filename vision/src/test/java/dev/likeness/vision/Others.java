package dev.likeness.vision;

import dev.likeness.vision.decode.TestPhotos;
import java.awt.image.BufferedImage;
import java.util.Random;

/** Pictures of anything but faces, and photos turned without a word in their EXIF. */
final class Others {
  private Others() {}

  /** Noise, waves, checks, rings, blobs and mosaics in two random colours. */
  static BufferedImage texture(Random random) {
    int width = 64 + random.nextInt(300);
    int height = 64 + random.nextInt(300);
    int kind = random.nextInt(6);
    double fx = random.nextDouble() * 0.3;
    double fy = random.nextDouble() * 0.3;
    int cell = 2 + random.nextInt(40);
    int[] colours = random.ints(6, 0, 256).toArray();
    double[] mosaic = random.doubles(400).toArray();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double share =
            switch (kind) {
              case 0 -> random.nextDouble();
              case 1 -> 0.5 + 0.5 * Math.sin(fx * x + fy * y);
              case 2 -> (x / cell + y / cell) & 1;
              case 3 -> 0.5 + 0.5 * Math.sin(Math.hypot(x - width / 2.0, y - height / 2.0) * fx);
              case 4 -> Math.abs(Math.sin(x * fx + 3 * Math.sin(y * fy)));
              default -> mosaic[(x / cell * 7 + y / cell * 13) % mosaic.length];
            };
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
          double value = colours[channel] * share + colours[channel + 3] * (1 - share);
          rgb = (rgb << 8) | (int) value;
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  /** A GIF of a gradient with a few bits flipped in its picture. */
  static byte[] corruptedGif(Random random) {
    int side = 100 + random.nextInt(300);
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_INDEXED);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(
            x, y, ((x * 255 / side) << 16) | ((y * 255 / side) << 8) | ((x + y) * 127 / side));
      }
    }
    byte[] gif = TestPhotos.written(image, "gif");
    for (int flips = 1 + random.nextInt(12); flips > 0; flips--) {
      gif[800 + random.nextInt(gif.length - 810)] ^= (byte) (1 << random.nextInt(8));
    }
    return gif;
  }

  /** {@code image} as it is before it is turned clockwise by {@code degrees} to be upright. */
  static BufferedImage turned(BufferedImage image, int degrees) {
    int w = image.getWidth();
    int h = image.getHeight();
    boolean sideways = degrees % 180 != 0;
    BufferedImage result =
        new BufferedImage(sideways ? h : w, sideways ? w : h, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int column =
            degrees == 90 ? y : degrees == 180 ? w - 1 - x : degrees == 270 ? h - 1 - y : x;
        int row = degrees == 90 ? w - 1 - x : degrees == 180 ? h - 1 - y : degrees == 270 ? x : y;
        result.setRGB(column, row, image.getRGB(x, y));
      }
    }
    return result;
  }
}
