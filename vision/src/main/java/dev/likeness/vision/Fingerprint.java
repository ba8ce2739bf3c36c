package dev.likeness.vision;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What decides which vector a photo becomes, short enough to name a file after. */
final class Fingerprint {
  private static final String CARD = "card.json";
  private static final String THRESHOLDS = "thresholds";
  private static final int BYTES = 8;

  private Fingerprint() {}

  /** Of a model's files and those of the release's detection. */
  static String of(BundleFiles model) {
    ObjectNode card = (ObjectNode) JsonMapper.shared().readTree(model.read(CARD));
    card.remove(THRESHOLDS);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(JsonMapper.shared().writeValueAsBytes(card));
      digest.update(BundleFiles.onClasspath(DetectionBundle.BUNDLE).read(CARD));
      return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
