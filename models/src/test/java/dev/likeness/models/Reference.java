package dev.likeness.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the package's own nets answered, as {@code models/reference/record.mjs} recorded it. */
final class Reference {
  private static final String ROOT = "/reference/";

  /**
   * One net's answers to one square picture. {@code rgb} is row-major, {@code side} pixels wide.
   */
  record Case(String net, String kind, int side, byte[] rgb, Map<String, Expected> outputs) {
    @Override
    public String toString() {
      return net + " " + side + " " + kind;
    }
  }

  record Expected(long[] shape, float[] values) {}

  private Reference() {}

  static List<Case> cases() {
    JsonNode index = JsonMapper.shared().readTree(bytes("reference.json", false));
    byte[] photo = bytes(index.get("photo").get("pixels").asString(), true);
    int photoSide = index.get("photo").get("side").asInt();
    return index.get("cases").valueStream().map(node -> read(node, photo, photoSide)).toList();
  }

  private static Case read(JsonNode node, byte[] photo, int photoSide) {
    int side = node.get("side").asInt();
    String kind = node.get("kind").asString();
    byte[] rgb =
        kind.equals("pattern")
            ? pattern(side)
            : crop(photo, photoSide, node.get("left").asInt(), node.get("top").asInt(), side);
    Map<String, Expected> outputs = new TreeMap<>();
    node.get("outputs")
        .forEachEntry((name, output) -> {
          long[] shape = output.get("shape").valueStream().mapToLong(JsonNode::asLong).toArray();
          outputs.put(
              name, new Expected(shape, floats(bytes(output.get("file").asString(), true))));
        });
    return new Case(node.get("net").asString(), kind, side, rgb, outputs);
  }

  private static byte[] pattern(int side) {
    byte[] rgb = new byte[side * side * 3];
    int next = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        for (int c = 0; c < 3; c++) {
          rgb[next++] = (byte) (7 * x + 13 * y + 29 * c + ((x * y) >> 5));
        }
      }
    }
    return rgb;
  }

  private static byte[] crop(byte[] image, int imageSide, int left, int top, int side) {
    byte[] rgb = new byte[side * side * 3];
    for (int y = 0; y < side; y++) {
      System.arraycopy(image, ((top + y) * imageSide + left) * 3, rgb, y * side * 3, side * 3);
    }
    return rgb;
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static byte[] bytes(String name, boolean zipped) {
    try (InputStream in = Reference.class.getResourceAsStream(ROOT + name)) {
      if (in == null) {
        throw new IllegalStateException("no recorded reference " + ROOT + name);
      }
      return zipped ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
