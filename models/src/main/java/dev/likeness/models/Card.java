package dev.likeness.models;

import dev.likeness.faces.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model card under construction: a template written by hand, to which the build adds what only it
 * knows, which is the package the weights came from and the size and SHA-256 of every net.
 */
final class Card {
  private final ObjectNode card;
  private final ObjectNode files;

  private Card(ObjectNode card) {
    this.card = card;
    this.files = card.putObject("files");
  }

  /**
   * A card that names no files yet.
   *
   * @throws IOException if the template cannot be read or is not a JSON object
   */
  static Card from(Path template) throws IOException {
    JsonNode card = JsonMapper.shared().readTree(Files.readAllBytes(template));
    if (!card.isObject()) {
      throw new IOException(template + " holds " + card.getNodeType() + ", expected an object");
    }
    return new Card((ObjectNode) card);
  }

  /**
   * Adds the package the weights came from, as npm's lock pins it.
   *
   * @throws IOException if the lock cannot be read or does not pin the package
   */
  void comesFrom(String name, Path packageLock) throws IOException {
    JsonNode pinned =
        JsonMapper.shared()
            .readTree(Files.readAllBytes(packageLock))
            .path("packages")
            .path("node_modules/" + name);
    if (!pinned.path("integrity").isString()) {
      throw new IOException(packageLock + " pins no package " + name + " by its integrity");
    }
    card.putObject("package")
        .put("name", name)
        .put("version", pinned.path("version").asString())
        .put("integrity", pinned.path("integrity").asString())
        .put("licence", pinned.path("license").asString());
  }

  /** Seals a net by the bytes of its file. */
  void seal(String role, String name, byte[] onnx) {
    files
        .putObject(role)
        .put("name", name)
        .put("bytes", onnx.length)
        .put("sha256", Sha256.hex(onnx));
  }

  String json() {
    return card.toPrettyString() + "\n";
  }
}
