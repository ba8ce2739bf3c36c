package dev.likeness.vision.embed;

import dev.likeness.vision.embed.FaceInput.Colour;
import dev.likeness.vision.embed.FaceInput.Layout;
import dev.likeness.vision.onnx.Pictures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Writes chips into the tensor a net wants. */
final class FaceTensor {
  private static final int COLOURS = 3;

  private final FaceInput input;
  private final int pixels;

  FaceTensor(FaceInput input) {
    this.input = input;
    this.pixels = input.width() * input.height();
  }

  /**
   * A batch of one chip, seen each way that is asked for.
   *
   * @param mirrored for each picture of the batch, whether it is the chip's mirror image
   */
  Pictures of(Chip chip, boolean... mirrored) {
    if (chip.width() != input.width() || chip.height() != input.height()) {
      throw new IllegalArgumentException(
          String.format(
              "chip is %d × %d, the net's input %d × %d",
              chip.width(), chip.height(), input.width(), input.height()));
    }
    float[] bgr = chip.values();
    int size = pixels * COLOURS;
    float[] all = new float[size * mirrored.length];
    for (int i = 0; i < mirrored.length; i++) {
      write(bgr, mirrored[i], all, i * size);
      if (input.standardise()) {
        standardise(all, i * size, size);
      }
    }
    return new Pictures(input.name(), buffer(all), input.shape(mirrored.length));
  }

  private void write(float[] bgr, boolean mirrored, float[] to, int start) {
    int width = input.width();
    boolean planes = input.layout() == Layout.NCHW;
    for (int colour = 0; colour < COLOURS; colour++) {
      int from = input.colour() == Colour.RGB ? COLOURS - 1 - colour : colour;
      float subtract = input.subtract().get(colour);
      float divide = input.divide().get(colour);
      for (int pixel = 0; pixel < pixels; pixel++) {
        int column = pixel % width;
        int source = mirrored ? pixel - column + width - 1 - column : pixel;
        int target = planes ? colour * pixels + pixel : pixel * COLOURS + colour;
        to[start + target] = (bgr[source * COLOURS + from] - subtract) / divide;
      }
    }
  }

  /**
   * The deviation is at least that of one grey level in all of the picture (FaceNet's
   * prewhitening).
   */
  private static void standardise(float[] values, int start, int size) {
    double sum = 0;
    double squares = 0;
    for (int i = start; i < start + size; i++) {
      sum += values[i];
      squares += (double) values[i] * values[i];
    }
    double mean = sum / size;
    double deviation = Math.sqrt(Math.max(0, squares / size - mean * mean));
    double divide = Math.max(deviation, 1 / Math.sqrt(size));
    for (int i = start; i < start + size; i++) {
      values[i] = (float) ((values[i] - mean) / divide);
    }
  }

  private ByteBuffer buffer(float[] values) {
    if (input.type() == FaceInput.Type.FLOAT32) {
      ByteBuffer bytes =
          ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
      FloatBuffer floats = bytes.asFloatBuffer();
      floats.put(values);
      return bytes;
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(values.length).order(ByteOrder.nativeOrder());
    for (float value : values) {
      bytes.put((byte) Math.clamp(Math.round(value), 0, 255));
    }
    return bytes.flip();
  }
}
