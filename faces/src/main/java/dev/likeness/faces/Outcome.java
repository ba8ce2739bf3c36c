package dev.likeness.faces;

/**
 * What became of one record of the enrollments topic. Every record ends as exactly one of these,
 * and of two outcomes of the same key the one with the later {@linkplain #source() source} holds.
 */
public sealed interface Outcome permits Embedding, Rejection, Forgotten {
  /** The enrollment record this answers. */
  Source source();
}
