package dev.likeness.faces;

import java.util.Map;

/**
 * What a producer attached to a photo.
 *
 * @param json the JSON object as it was sent, at most {@value #MAX_BYTES} bytes of UTF-8; empty
 *     text if nothing was attached
 * @param attributes its top-level strings, numbers and booleans as text, each number in one form
 *     however it was written: what filters match
 */
public record Metadata(String json, Map<String, String> attributes) {
  /** The largest metadata, in bytes of UTF-8. */
  public static final int MAX_BYTES = 4096;

  /** Nothing attached. */
  public static final Metadata NONE = new Metadata("", Map.of());

  public Metadata {
    attributes = Map.copyOf(attributes);
  }

  /** Whether nothing was attached. */
  public boolean isEmpty() {
    return json.isEmpty();
  }
}
