/**
 * Portraits cut from the sample photos of a package of weights, and embeddings without a photo, for
 * the benchmarks and the end-to-end tests.
 *
 * <p>Start reading at {@link dev.likeness.samples.Portraits}. This package must not know what they
 * are used for.
 */
@NullMarked
package dev.likeness.samples;

import org.jspecify.annotations.NullMarked;
