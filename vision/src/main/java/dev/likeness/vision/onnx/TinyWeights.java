package dev.likeness.vision.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets weights to zero that are too small to matter. Training with weight decay leaves whole
 * channels of them, and their products are subnormal numbers (IEEE 754), each of which takes an x86
 * processor more than a hundred cycles: a net can take seven times as long for them. Onnxruntime's
 * own setting, {@code session.set_denormal_as_zero}, holds for threads of its pool alone, and nets
 * run on their callers' threads.
 *
 * <p>Weights are tensors of two and more dimensions in 32-bit floats. One counts as too small below
 * 2<sup>-40</sup> of the largest of its tensor: thousands of them together are less than what a sum
 * of floats with the largest in it can show.
 */
final class TinyWeights {
  private static final double SHARE = 0x1p-40;

  // Numbers of fields and types in onnx.proto,
  // https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_DATA_TYPE = 2;
  private static final int TENSOR_FLOAT_DATA = 4;
  private static final int TENSOR_RAW_DATA = 9;
  private static final int FLOAT = 1;

  private final byte[] onnx;

  private TinyWeights(byte[] onnx) {
    this.onnx = onnx;
  }

  /** A part of the file. */
  private record Span(int from, int length) {}

  /**
   * The same net without tiny weights. What cannot be read stays as it is: onnxruntime says what is
   * wrong with it.
   *
   * @param onnx the model file's content, which stays as it is
   */
  static byte[] zeroed(byte[] onnx) {
    TinyWeights weights = new TinyWeights(onnx.clone());
    try {
      for (Span graph : weights.parts(new Span(0, onnx.length), MODEL_GRAPH)) {
        for (Span tensor : weights.parts(graph, GRAPH_INITIALIZER)) {
          weights.zero(tensor);
        }
      }
      return weights.onnx;
    } catch (IOException e) {
      return onnx;
    }
  }

  private CodedInputStream open(Span span) {
    return CodedInputStream.newInstance(onnx, span.from(), span.length());
  }

  /** The messages in a message that are a field of it. */
  private List<Span> parts(Span message, int field) throws IOException {
    List<Span> parts = new ArrayList<>();
    CodedInputStream in = open(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isBytes(tag, field)) {
        parts.add(skip(in, message));
      } else {
        in.skipField(tag);
      }
    }
    return parts;
  }

  private static boolean isBytes(int tag, int field) {
    return WireFormat.getTagFieldNumber(tag) == field
        && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  private static Span skip(CodedInputStream in, Span message) throws IOException {
    int length = in.readRawVarint32();
    Span part = new Span(message.from() + in.getTotalBytesRead(), length);
    in.skipRawBytes(length);
    return part;
  }

  private void zero(Span tensor) throws IOException {
    int dimensions = 0;
    int type = 0;
    Span data = new Span(0, 0);
    CodedInputStream in = open(tensor);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (isBytes(tag, TENSOR_RAW_DATA) || isBytes(tag, TENSOR_FLOAT_DATA)) {
        data = skip(in, tensor);
      } else if (isBytes(tag, TENSOR_DIMS)) {
        dimensions += varints(skip(in, tensor));
      } else if (WireFormat.getTagFieldNumber(tag) == TENSOR_DIMS) {
        in.readInt64();
        dimensions++;
      } else if (WireFormat.getTagFieldNumber(tag) == TENSOR_DATA_TYPE) {
        type = in.readInt32();
      } else {
        in.skipField(tag);
      }
    }
    if (type == FLOAT && dimensions > 1) {
      zeroFloats(data);
    }
  }

  private int varints(Span packed) throws IOException {
    CodedInputStream in = open(packed);
    int count = 0;
    for (; !in.isAtEnd(); count++) {
      in.readInt64();
    }
    return count;
  }

  private void zeroFloats(Span data) {
    ByteBuffer floats =
        ByteBuffer.wrap(onnx, data.from(), data.length()).slice().order(ByteOrder.LITTLE_ENDIAN);
    int count = data.length() / Float.BYTES;
    float largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, Math.abs(floats.getFloat(i * Float.BYTES)));
    }
    double least = largest * SHARE;
    for (int i = 0; i < count; i++) {
      if (Math.abs(floats.getFloat(i * Float.BYTES)) < least) {
        floats.putFloat(i * Float.BYTES, 0);
      }
    }
  }
}
