/**
 * What the three services share of Spring: their settings ({@link
 * dev.likeness.runtime.LikenessProperties}), the engines of a process, the topics made before
 * anything reads them, which generation of the index answers ({@link
 * dev.likeness.runtime.Control}), which keys there are ({@link dev.likeness.runtime.Access}), and
 * the life of a Streams topology ({@link dev.likeness.runtime.StreamsLifecycle}).
 *
 * <p>Start reading at {@link dev.likeness.runtime.LikenessProperties}. This package must not know
 * features or HTTP.
 */
@NullMarked
package dev.likeness.runtime;

import org.jspecify.annotations.NullMarked;
