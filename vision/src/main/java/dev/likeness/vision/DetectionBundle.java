package dev.likeness.vision;

import dev.likeness.vision.onnx.Net;
import java.util.Map;

/**
 * The nets that find faces and their points. They are the release's own and the same for every
 * model: a photo has the same faces whichever model embeds them. Each file is checked against its
 * card before it is used. Immutable and safe to share.
 */
final class DetectionBundle {
  static final String DETECTOR = "detector";
  static final String LANDMARKS = "landmarks";

  static final String BUNDLE = "detection";
  private static final String CARD = "card.json";

  private final BundleFiles files = BundleFiles.onClasspath(BUNDLE);
  private final Map<String, SealedFile> nets;

  private DetectionBundle() {
    CardField card = CardField.parse(files.read(CARD), files.place() + CARD);
    this.nets = CardReader.files(card.get("files"));
  }

  /**
   * The one on the classpath.
   *
   * @throws IllegalArgumentException if it is not there or its card cannot be read
   */
  static DetectionBundle onClasspath() {
    return new DetectionBundle();
  }

  /**
   * Loads a net. The caller closes it.
   *
   * @throws IllegalArgumentException if the card names none, or another file
   */
  Net net(String role) {
    SealedFile file = nets.get(role);
    if (file == null) {
      throw new IllegalArgumentException(
          files.place() + CARD + " names no file for " + role + ", only " + nets.keySet());
    }
    return Net.load(BUNDLE + "/" + role, files.read(file));
  }
}
