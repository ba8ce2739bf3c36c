package dev.likeness.search.store;

import dev.likeness.faces.Source;

/** How far the workers of a model have come. Safe for all threads. */
@FunctionalInterface
public interface Embedded {
  /** Not known. */
  Embedded UNKNOWN = _ -> false;

  /**
   * Whether the outcome of every enrollment up to a position that has one is in the embeddings;
   * false as well if it is not known.
   */
  boolean upTo(Source position);
}
