package dev.likeness.topics;

import dev.likeness.faces.Embedding;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Vector;
import java.nio.ByteBuffer;

/**
 * An outcome as bytes for whoever keeps the vector apart: the value of its record (see
 * outcome.proto) without the vector. Every reading throws {@link MalformedOutcomeException} for
 * bytes that are not that. The buffers are not changed. Safe for all threads.
 */
public final class OutcomePayload {
  private OutcomePayload() {}

  /** Of an embedding, all but the vector. */
  public static byte[] of(Embedding embedding) {
    return OutcomeCodec.encodeWithoutVector(embedding);
  }

  /** Of a rejection. */
  public static byte[] of(Rejection rejection) {
    return OutcomeCodec.encode(rejection);
  }

  /** The embedding whose vector was kept apart. */
  public static Embedding embedding(ByteBuffer payload, Vector vector) {
    return OutcomeCodec.decode(payload, vector);
  }

  /** The rejection. */
  public static Rejection rejection(ByteBuffer payload) {
    return OutcomeCodec.decodeRejection(payload);
  }

  /** An embedding's metadata, without the rest of it. */
  public static Metadata metadata(ByteBuffer payload) {
    return OutcomeCodec.metadata(payload);
  }
}
