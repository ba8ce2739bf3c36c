/**
 * Embeddings to answers over HTTP: verify (1:1), find (1:N), listing, reading and forgetting faces.
 *
 * <p>Start reading at {@link dev.likeness.search.FindController}; the index behind it is in {@code
 * dev.likeness.search.store}, which of its generations answers is decided in {@code
 * dev.likeness.search.generation}, and {@link dev.likeness.search.SearchConfiguration} only wires.
 * {@link dev.likeness.search.SegmentCloser} sees to it that the broker erases what was forgotten.
 * This package must not know the other services: what it asks of them it writes to their topics.
 */
@NullMarked
package dev.likeness.search;

import org.jspecify.annotations.NullMarked;
