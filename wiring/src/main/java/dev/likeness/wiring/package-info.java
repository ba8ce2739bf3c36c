/**
 * What the three services share of Spring: their settings ({@link
 * dev.likeness.wiring.LikenessProperties}), the engines of a process, the topics made before
 * anything reads them, which generation of the index answers ({@link dev.likeness.wiring.Control}),
 * and the life of a Streams topology ({@link dev.likeness.wiring.StreamsLifecycle}).
 *
 * <p>Start reading at {@link dev.likeness.wiring.LikenessProperties}. This package connects parts;
 * it must not decide what any of them does, and must not know HTTP.
 */
@NullMarked
package dev.likeness.wiring;

import org.jspecify.annotations.NullMarked;
