/**
 * The load and recall harness: starts Likeness as its own process on a scratch directory, fills it,
 * and measures it from outside. One row a figure, each with the limit it is held against, taken in
 * the same run.
 *
 * <p>Start reading at {@link dev.likeness.benchmarks.Bench}. Nothing may depend on this package.
 */
@NullMarked
package dev.likeness.benchmarks;

import org.jspecify.annotations.NullMarked;
