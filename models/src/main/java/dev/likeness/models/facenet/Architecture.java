package dev.likeness.models.facenet;

import dev.likeness.models.facenet.Block.Plain;
import dev.likeness.models.facenet.Block.Pooled;
import dev.likeness.models.facenet.Block.Reduction;
import dev.likeness.models.facenet.Block.Residual;
import java.util.ArrayList;
import java.util.List;

/**
 * Inception-ResNet-v1 (Szegedy, Ioffe, Vanhoucke, Alemi 2016) as FaceNet's open implementation
 * narrows it, for faces of 160 × 160 pixels, with the names that its layers have in Keras. The
 * second branch of the later blocks is named by the block's number, but for the last one.
 */
final class Architecture {
  /** Height and width of the picture. */
  static final int SIDE = 160;

  /** How many values a vector has. */
  static final int DIMENSION = 512;

  static final String BOTTLENECK = "Bottleneck";

  private final List<Block> blocks = new ArrayList<>();
  private int channels = 3;

  private Architecture() {}

  /** The blocks, from the picture to what is averaged over its positions. */
  static List<Block> blocks() {
    Architecture net = new Architecture();
    net.stem();
    for (int i = 1; i <= 5; i++) {
      net.residual("Block35_" + i, net.block35("Block35_" + i), 0.17f, true);
    }
    net.mixed6a();
    for (int i = 1; i <= 10; i++) {
      net.residual("Block17_" + i, net.crossed("Block17_" + i, i, 128, 7), 0.1f, true);
    }
    net.mixed7a();
    for (int i = 1; i <= 5; i++) {
      net.residual("Block8_" + i, net.crossed("Block8_" + i, i, 192, 3), 0.2f, true);
    }
    net.residual("Block8_6", net.crossed("Block8_6", 1, 192, 3), 1, false);
    return List.copyOf(net.blocks);
  }

  /** The layers with weights, in Keras' order. */
  static List<KerasLayer> layers() {
    List<KerasLayer> layers = new ArrayList<>();
    List<Block> blocks = blocks();
    blocks.forEach(block -> layers.addAll(block.layers()));
    int features = width(blocks.getLast());
    layers.add(
        new KerasLayer(
            BOTTLENECK, List.of(new KerasLayer.Weight("kernel", List.of(features, DIMENSION)))));
    layers.add(KerasLayer.batchNorm(BOTTLENECK + "_BatchNorm", DIMENSION));
    return List.copyOf(layers);
  }

  private static int width(Block last) {
    return ((Residual) last.tail()).up().out();
  }

  private void stem() {
    List<Convolution> first =
        List.of(
            conv("Conv2d_1a_3x3", 3, 3, 3, 32, 2, false),
            conv("Conv2d_2a_3x3", 3, 3, 32, 32, 1, false),
            conv("Conv2d_2b_3x3", 3, 3, 32, 64, 1, true));
    List<Convolution> second =
        List.of(
            conv("Conv2d_3b_1x1", 1, 1, 64, 80, 1, false),
            conv("Conv2d_4a_3x3", 3, 3, 80, 192, 1, false),
            conv("Conv2d_4b_3x3", 3, 3, 192, 256, 2, false));
    blocks.add(new Block("MaxPool_3a_3x3", List.of(first), new Pooled()));
    blocks.add(new Block("Conv2d_4b", List.of(second), new Plain()));
    channels = 256;
  }

  private List<List<Convolution>> block35(String name) {
    return List.of(
        List.of(point(name + "_Branch_0_Conv2d_1x1", channels, 32)),
        List.of(
            point(name + "_Branch_1_Conv2d_0a_1x1", channels, 32),
            conv(name + "_Branch_1_Conv2d_0b_3x3", 3, 3, 32, 32, 1, true)),
        List.of(
            point(name + "_Branch_2_Conv2d_0a_1x1", channels, 32),
            conv(name + "_Branch_2_Conv2d_0b_3x3", 3, 3, 32, 32, 1, true),
            conv(name + "_Branch_2_Conv2d_0c_3x3", 3, 3, 32, 32, 1, true)));
  }

  /** Block17 and Block8: a point, beside a point, a row and a column of {@code size} pixels. */
  private List<List<Convolution>> crossed(String name, int second, int width, int size) {
    String branch = name + "_Branch_" + second + "_Conv2d_";
    return List.of(
        List.of(point(name + "_Branch_0_Conv2d_1x1", channels, width)),
        List.of(
            point(branch + "0a_1x1", channels, width),
            conv(branch + "0b_1x" + size, 1, size, width, width, 1, true),
            conv(branch + "0c_" + size + "x1", size, 1, width, width, 1, true)));
  }

  private void residual(
      String name, List<List<Convolution>> branches, float scale, boolean rectified) {
    int mixed = branches.stream().mapToInt(branch -> branch.getLast().out()).sum();
    Convolution up = new Convolution(name + "_Conv2d_1x1", 1, 1, mixed, channels, 1, true, false);
    blocks.add(new Block(name, branches, new Residual(up, scale, rectified)));
  }

  private void mixed6a() {
    String name = "Mixed_6a";
    blocks.add(
        new Block(
            name,
            List.of(
                List.of(conv(name + "_Branch_0_Conv2d_1a_3x3", 3, 3, channels, 384, 2, false)),
                List.of(
                    point(name + "_Branch_1_Conv2d_0a_1x1", channels, 192),
                    conv(name + "_Branch_1_Conv2d_0b_3x3", 3, 3, 192, 192, 1, true),
                    conv(name + "_Branch_1_Conv2d_1a_3x3", 3, 3, 192, 256, 2, false))),
            new Reduction()));
    channels += 384 + 256;
  }

  private void mixed7a() {
    String name = "Mixed_7a";
    blocks.add(
        new Block(
            name,
            List.of(
                List.of(
                    point(name + "_Branch_0_Conv2d_0a_1x1", channels, 256),
                    conv(name + "_Branch_0_Conv2d_1a_3x3", 3, 3, 256, 384, 2, false)),
                List.of(
                    point(name + "_Branch_1_Conv2d_0a_1x1", channels, 256),
                    conv(name + "_Branch_1_Conv2d_1a_3x3", 3, 3, 256, 256, 2, false)),
                List.of(
                    point(name + "_Branch_2_Conv2d_0a_1x1", channels, 256),
                    conv(name + "_Branch_2_Conv2d_0b_3x3", 3, 3, 256, 256, 1, true),
                    conv(name + "_Branch_2_Conv2d_1a_3x3", 3, 3, 256, 256, 2, false))),
            new Reduction()));
    channels += 384 + 256 + 256;
  }

  private static Convolution point(String name, int in, int out) {
    return conv(name, 1, 1, in, out, 1, true);
  }

  private static Convolution conv(
      String name, int height, int width, int in, int out, int stride, boolean same) {
    return new Convolution(name, height, width, in, out, stride, same, true);
  }
}
