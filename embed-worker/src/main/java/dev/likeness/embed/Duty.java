package dev.likeness.embed;

/** What a worker does for a model. */
enum Duty {
  /** Makes an outcome of every enrollment. */
  EMBED,
  /**
   * Passes tombstones on to embeddings that nobody wants now, but that are still there: what is
   * forgotten leaves their disk too.
   */
  FORGET
}
