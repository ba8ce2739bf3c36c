package dev.likeness.search.store;

/** What to do while some partitions cannot answer, as when an instance has just died. */
public enum WhenMissing {
  /** Answer from the others at once, and say which are missing. */
  PARTIAL,
  /** Wait until all can. */
  WAIT
}
