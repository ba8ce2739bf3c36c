package dev.likeness.index;

import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A face as an index gives it back. Immutable.
 *
 * @param kind whether it can be found
 * @param source the enrollment it follows from
 * @param vector of unit length; null unless the face is embedded, and where it is left out
 * @param payload what was given with it
 */
public record StoredFace(
    FaceEntry.Kind kind, Source source, @Nullable Vector vector, ByteBuffer payload) {
  public StoredFace {
    payload = payload.asReadOnlyBuffer();
  }

  /** The same without its vector. */
  public StoredFace withoutVector() {
    return new StoredFace(kind, source, null, payload);
  }
}
