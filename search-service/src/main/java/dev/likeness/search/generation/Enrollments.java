package dev.likeness.search.generation;

/** What is asked of the enrollments topic itself. */
public interface Enrollments {
  /**
   * The offset of the first record of a stretch that can be read; {@code end} if there is none,
   * where all that is left of it are aborted transactions, transactions' marks, or what was
   * compacted away.
   */
  long first(int partition, long start, long end);
}
