package dev.likeness.samples;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A second model, made of the default one: its nets, some replaced, under a card of its own. */
public final class DerivedModel {
  private static final String FROM = "likeness-models/dlib-resnet-128/";
  private static final String CARD = "card.json";

  private DerivedModel() {}

  /**
   * Writes its bundle.
   *
   * @param models the directory of bundles
   * @param id of the model, and the bundle's name there
   * @param replaced nets by role, instead of those of the default model
   * @param changes what its card says otherwise; the sizes and hashes of nets are set already
   * @return where the bundle is
   */
  public static Path write(
      Path models, String id, Map<String, byte[]> replaced, Consumer<ObjectNode> changes)
      throws IOException {
    Path bundle = Files.createDirectories(models.resolve(id));
    ObjectNode card = (ObjectNode) JsonMapper.shared().readTree(resource(CARD));
    card.put("id", id);
    for (Map.Entry<String, JsonNode> file : card.get("files").properties()) {
      ObjectNode entry = (ObjectNode) file.getValue();
      String name = entry.get("name").asString();
      byte[] other = replaced.get(file.getKey());
      Files.write(bundle.resolve(name), other == null ? resource(name) : other);
      if (other != null) {
        entry.put("bytes", other.length).put("sha256", sha256(other));
      }
    }
    changes.accept(card);
    Files.write(bundle.resolve(CARD), JsonMapper.shared().writeValueAsBytes(card));
    return bundle;
  }

  /** A net of the default model as the file that it is. */
  public static byte[] net(String role) throws IOException {
    return resource(role + ".onnx");
  }

  private static byte[] resource(String file) throws IOException {
    try (InputStream in = DerivedModel.class.getClassLoader().getResourceAsStream(FROM + file)) {
      if (in == null) {
        throw new FileNotFoundException(FROM + file + " is not on the classpath");
      }
      return in.readAllBytes();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
