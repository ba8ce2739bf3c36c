package dev.likeness.vision.onnx;

import java.nio.ByteBuffer;

/**
 * A batch of pictures in the form one net wants.
 *
 * @param input the name of the net's input
 * @param data direct, in native order, read from its start; float32, or bytes if it has no more
 *     than one for each value
 * @param shape the tensor's sides, the batch first
 */
@SuppressWarnings("ArrayRecordComponent") // goes straight into native memory
public record Pictures(String input, ByteBuffer data, long[] shape) {
  /** Whether the values are unsigned bytes. */
  boolean inBytes() {
    long values = 1;
    for (long side : shape) {
      values *= side;
    }
    return data.capacity() == values;
  }
}
