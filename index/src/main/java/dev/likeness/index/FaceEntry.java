package dev.likeness.index;

import dev.likeness.faces.Source;
import dev.likeness.faces.Vector;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an index keeps of a face. Immutable.
 *
 * @param kind whether it can be found
 * @param source the enrollment it follows from; of two entries of a face the one with the later
 *     offset holds
 * @param vector of unit length; null unless the face is embedded
 * @param attributes what a search or a list of rejected faces can be filtered by
 * @param time of the enrollment, milliseconds since 1970 UTC; 0 if the face is not embedded
 * @param payload what the caller wants back with the face; the index does not look into it
 */
public record FaceEntry(
    Kind kind,
    Source source,
    @Nullable Vector vector,
    Map<String, String> attributes,
    long time,
    ByteBuffer payload) {

  /** What can be done with a face. */
  public enum Kind {
    /** It has a vector and can be found. */
    EMBEDDED,
    /** It is listed, and cannot be found. */
    REJECTED,
    /** It is neither listed nor found; only its source is remembered. */
    FORGOTTEN
  }

  public FaceEntry {
    if ((kind == Kind.EMBEDDED) != (vector != null)) {
      throw new IllegalArgumentException(
          "an entry that is " + kind + (vector == null ? " needs a vector" : " has no vector"));
    }
    attributes = Map.copyOf(attributes);
    payload = payload.asReadOnlyBuffer();
  }

  /** A face that can be found. */
  public static FaceEntry embedded(
      Source source, Vector vector, Map<String, String> attributes, long time, byte[] payload) {
    return new FaceEntry(Kind.EMBEDDED, source, vector, attributes, time, ByteBuffer.wrap(payload));
  }

  /** A face that is listed only. */
  public static FaceEntry rejected(Source source, Map<String, String> attributes, byte[] payload) {
    return new FaceEntry(Kind.REJECTED, source, null, attributes, 0, ByteBuffer.wrap(payload));
  }

  /** A face that was there. */
  public static FaceEntry forgotten(Source source) {
    return new FaceEntry(Kind.FORGOTTEN, source, null, Map.of(), 0, ByteBuffer.allocate(0));
  }
}
