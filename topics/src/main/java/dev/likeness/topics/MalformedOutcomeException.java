package dev.likeness.topics;

import org.apache.kafka.common.errors.SerializationException;

/** Thrown when a record of an embeddings topic does not follow the contract. */
public final class MalformedOutcomeException extends SerializationException {
  private static final long serialVersionUID = 1L;

  MalformedOutcomeException(String message) {
    super(message);
  }
}
