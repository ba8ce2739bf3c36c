package dev.likeness.topics;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.likeness.topics.v1.EmbeddingView;
import dev.likeness.topics.v1.Outcome;
import dev.likeness.topics.v1.OutcomeView;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The vector of an embedding, copied from the record as a whole. A Protobuf reader takes a packed
 * field number by number, which for hundreds of them is the greater part of reading a record.
 */
final class PackedVector {
  private PackedVector() {}

  /**
   * @param value what {@code message} was read from
   * @throws InvalidProtocolBufferException if a number is cut short
   */
  static FloatBuffer of(OutcomeView message, byte[] value) throws InvalidProtocolBufferException {
    EmbeddingView embedding = message.getEmbedding();
    if (embedding.getUnknownFields().hasField(EmbeddingView.VECTOR_FIELD_NUMBER)) {
      return byTheBook(value);
    }
    for (ByteString run : embedding.getVectorList()) {
      if (run.size() % Float.BYTES != 0) {
        throw new InvalidProtocolBufferException(
            "vector has a run of " + run.size() + " bytes, no multiple of " + Float.BYTES);
      }
    }
    return ByteString.copyFrom(embedding.getVectorList())
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer();
  }

  /** Protobuf lets a writer not pack them, and mix both. */
  private static FloatBuffer byTheBook(byte[] value) throws InvalidProtocolBufferException {
    List<Float> components = Outcome.parseFrom(value).getEmbedding().getVectorList();
    FloatBuffer vector = FloatBuffer.allocate(components.size());
    components.forEach(vector::put);
    return vector.flip();
  }
}
