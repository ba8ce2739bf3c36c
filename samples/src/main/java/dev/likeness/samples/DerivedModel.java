package dev.likeness.samples;

import dev.likeness.faces.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A second model, made of one on the classpath: its net or another, under a card of its own. */
public final class DerivedModel {
  private static final String ROOT = "likeness-models/";
  private static final String CARD = "card.json";
  private static final String RECOGNITION = "recognition";

  private DerivedModel() {}

  /**
   * Writes its bundle.
   *
   * @param from the id of the model it is made of
   * @param models the directory of bundles
   * @param id of the model, and the bundle's name there
   * @param net instead of that model's, if there is one
   * @param changes what its card says otherwise; the size and hash of the net are set already
   * @return where the bundle is
   */
  public static Path write(
      String from, Path models, String id, Optional<byte[]> net, Consumer<ObjectNode> changes)
      throws IOException {
    Path bundle = Files.createDirectories(models.resolve(id));
    ObjectNode card = (ObjectNode) JsonMapper.shared().readTree(resource(from, CARD));
    card.put("id", id);
    ObjectNode file = (ObjectNode) card.get("files").get(RECOGNITION);
    byte[] bytes = net.isPresent() ? net.get() : net(from);
    file.put("bytes", bytes.length).put("sha256", Sha256.hex(bytes));
    Files.write(bundle.resolve(file.get("name").asString()), bytes);
    changes.accept(card);
    Files.write(bundle.resolve(CARD), JsonMapper.shared().writeValueAsBytes(card));
    return bundle;
  }

  /** The recognition net of a model on the classpath, as the file that it is. */
  public static byte[] net(String model) throws IOException {
    return resource(model, RECOGNITION + ".onnx");
  }

  private static byte[] resource(String model, String file) throws IOException {
    String name = ROOT + model + "/" + file;
    try (InputStream in = DerivedModel.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is not on the classpath");
      }
      return in.readAllBytes();
    }
  }
}
