/**
 * Which building of the index answers, which is being built to follow it, and how the one takes
 * over from the other.
 *
 * <p>Start reading at {@link dev.likeness.search.generation.Generations}. What is decided stands on
 * the control topic, so that all instances agree; who decides is the instance that holds the first
 * partition of the generation being built. This package must not know HTTP.
 */
@NullMarked
package dev.likeness.search.generation;

import org.jspecify.annotations.NullMarked;
