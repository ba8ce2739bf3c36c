package dev.likeness.vision;

import dev.likeness.faces.Sha256;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What decides which vector a photo becomes, short enough to name a file after. */
final class Fingerprint {
  private static final String CARD = "card.json";
  private static final String THRESHOLDS = "thresholds";
  private static final int DIGITS = 16;

  private Fingerprint() {}

  /** Of a model's files and those of the release's detection. */
  static String of(BundleFiles model) {
    ObjectNode card = (ObjectNode) JsonMapper.shared().readTree(model.read(CARD));
    card.remove(THRESHOLDS);
    return Sha256.hex(
            JsonMapper.shared().writeValueAsBytes(card),
            BundleFiles.onClasspath(DetectionBundle.BUNDLE).read(CARD))
        .substring(0, DIGITS);
  }
}
