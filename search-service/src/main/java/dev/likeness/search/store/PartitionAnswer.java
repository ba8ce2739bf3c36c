package dev.likeness.search.store;

/**
 * The answer of one partition's index.
 *
 * @param answer to the question
 * @param position the highest offset of the enrollments topic whose outcome the index had seen when
 *     it was asked; -1 if none
 */
public record PartitionAnswer<R>(R answer, long position) {}
