package dev.likeness.models.facenet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What DeepFace answered, as {@code models/reference/facenet512/record.py} recorded it. */
public final class FaceNetReference {
  private static final String ROOT = "/reference/facenet512/";
  private static final JsonNode INDEX = json("reference.json");

  /**
   * Some values of a tensor.
   *
   * @param mean of all its values
   * @param deviation of all its values
   * @param samples the values at {@link #at}
   */
  public record Sampled(double mean, double deviation, List<Float> samples) {
    /** Where the sample lies in a tensor of {@code size} values in row-major order. */
    public static int at(int sample, int size) {
      return (int) ((long) sample * INDEX.get("stride").asInt() % size);
    }
  }

  /**
   * What a layer answered to {@link #input}.
   *
   * @param shape without the batch; of a picture its height, width and channels
   */
  record Layer(String name, List<Integer> shape, Sampled values) {}

  private FaceNetReference() {}

  static List<Layer> layers() {
    return INDEX
        .get("layers")
        .valueStream()
        .map(node ->
            new Layer(
                node.get("layer").asString(),
                node.get("shape").valueStream().map(JsonNode::asInt).toList(),
                sampled(node)))
        .toList();
  }

  /** The layers that have weights, in the order in which Keras wrote them. */
  static List<KerasLayer> kerasLayers() {
    List<KerasLayer> layers = new ArrayList<>();
    for (JsonNode node : json("keras-layout.json").get("layers")) {
      String layer = node.get("layer").asString();
      List<KerasLayer.Weight> weights = new ArrayList<>();
      node.get("weights")
          .forEachEntry((path, shape) ->
              weights.add(
                  new KerasLayer.Weight(
                      path.replace(layer + "/", "").replace(":0", ""),
                      shape.valueStream().map(JsonNode::asInt).toList())));
      layers.add(new KerasLayer(layer, weights));
    }
    return layers;
  }

  /** The recorded cases of a list, {@code faces} or {@code crops}. */
  public static List<JsonNode> cases(String list) {
    return INDEX.get(list).valueStream().toList();
  }

  /** What DeepFace gave the net in a case. */
  public static Sampled input(JsonNode face) {
    return sampled(face.get("input"));
  }

  /** The vector DeepFace answered in a case. */
  public static float[] vector(JsonNode face) {
    int dimension = INDEX.get("dimension").asInt();
    float[] vector = new float[dimension];
    ByteBuffer.wrap(unzipped(file(INDEX.get("vectors").asString())))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(face.get("vector").asInt() * dimension, vector);
    return vector;
  }

  /** The picture whose layers were recorded, blue first, 0 to 1: a face in the package's photo. */
  static float[] input() {
    byte[] rgb = unzipped(resource("/reference/photo.rgb.gz"));
    int side = Architecture.SIDE;
    float[] bgr = new float[side * side * 3];
    int next = 0;
    for (int y = 65; y < 65 + side; y++) {
      for (int x = 30; x < 30 + side; x++) {
        for (int c = 2; c >= 0; c--) {
          bgr[next++] = (rgb[(y * 512 + x) * 3 + c] & 0xFF) / 255f;
        }
      }
    }
    return bgr;
  }

  static byte[] file(String name) {
    return resource(ROOT + name);
  }

  private static Sampled sampled(JsonNode node) {
    return new Sampled(
        node.get("mean").asDouble(),
        node.get("deviation").asDouble(),
        node.get("samples").valueStream().map(JsonNode::floatValue).toList());
  }

  private static JsonNode json(String name) {
    return JsonMapper.shared().readTree(file(name));
  }

  private static byte[] unzipped(byte[] zipped) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = FaceNetReference.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no recorded reference " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
