/**
 * Forgetting: the tombstones, the photos that are still on their way, and the segments that the
 * broker must close before it can erase what was forgotten.
 *
 * <p>Start reading at {@link dev.likeness.search.erasure.Forgetter}; {@link
 * dev.likeness.search.erasure.SegmentCloser} sees to it that photos leave the broker's disk. This
 * package must not know the routes that ask for it.
 */
@NullMarked
package dev.likeness.search.erasure;

import org.jspecify.annotations.NullMarked;
