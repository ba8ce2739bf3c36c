package dev.likeness.topics;

import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@link Topics#embeddings}: Protobuf for an embedding or a rejection, null with
 * source headers for a forgotten face. Stateless and safe to share.
 *
 * <p>Deserialising throws {@link MalformedOutcomeException} for anything else, and needs the
 * record's headers.
 */
public final class OutcomeSerde implements Serde<Outcome> {
  static final String SOURCE_PARTITION = "likeness-source-partition";
  static final String SOURCE_OFFSET = "likeness-source-offset";

  @Override
  public Serializer<Outcome> serializer() {
    return new Writer();
  }

  @Override
  public Deserializer<Outcome> deserializer() {
    return new Reader();
  }

  /**
   * Reads one record's value.
   *
   * @throws MalformedOutcomeException if the record does not follow the contract
   */
  public static Outcome read(Headers headers, byte @Nullable [] value) {
    return value == null ? new Forgotten(source(headers)) : OutcomeCodec.decode(value);
  }

  private static Source source(Headers headers) {
    String partition = HeaderText.get(headers, SOURCE_PARTITION);
    String offset = HeaderText.get(headers, SOURCE_OFFSET);
    try {
      if (partition != null && offset != null) {
        return new Source(Integer.parseInt(partition), Long.parseLong(offset));
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new MalformedOutcomeException(
        "tombstone has headers "
            + SOURCE_PARTITION
            + "="
            + partition
            + " and "
            + SOURCE_OFFSET
            + "="
            + offset
            + ", both must be whole numbers");
  }

  private static final class Writer implements Serializer<Outcome> {
    @Override
    public byte @Nullable [] serialize(String topic, Headers headers, @Nullable Outcome outcome) {
      if (outcome instanceof Forgotten forgotten) {
        HeaderText.put(headers, SOURCE_PARTITION, Integer.toString(forgotten.source().partition()));
        HeaderText.put(headers, SOURCE_OFFSET, Long.toString(forgotten.source().offset()));
        return null;
      }
      return serialize(topic, outcome);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Outcome outcome) {
      return outcome == null ? null : OutcomeCodec.encode(outcome);
    }
  }

  private static final class Reader implements Deserializer<Outcome> {
    @Override
    public Outcome deserialize(String topic, Headers headers, byte @Nullable [] value) {
      return read(headers, value);
    }

    @Override
    public Outcome deserialize(String topic, byte @Nullable [] value) {
      if (value == null) {
        throw new MalformedOutcomeException("tombstone was read without its headers");
      }
      return OutcomeCodec.decode(value);
    }
  }
}
