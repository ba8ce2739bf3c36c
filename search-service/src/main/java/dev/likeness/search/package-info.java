/**
 * The search service, one package a feature; {@link dev.likeness.search.SearchConfiguration} only
 * wires.
 *
 * <p>Start reading at {@code compare}. The index behind it is in {@code store}, and which of its
 * generations answers is decided in {@code generation}. This package must not know the other
 * services: what it asks of them it writes to their topics.
 */
@NullMarked
package dev.likeness.search;

import org.jspecify.annotations.NullMarked;
