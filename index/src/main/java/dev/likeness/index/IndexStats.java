package dev.likeness.index;

/**
 * How large an index is.
 *
 * @param faces searchable faces
 * @param rejections faces remembered as rejected
 * @param forgotten faces remembered as forgotten
 * @param segments Lucene segments; latency grows with them
 * @param merges of segments that are running or about to; they take time from searches
 * @param bytes on disk
 */
public record IndexStats(
    int faces, int rejections, int forgotten, int segments, int merges, long bytes) {}
