/**
 * Likeness asked from outside, over HTTP, as any client does.
 *
 * <p>Start reading at {@link dev.likeness.client.LikenessClient}. This package must not know who
 * asks, nor anything of what runs at the other end.
 */
@NullMarked
package dev.likeness.client;

import org.jspecify.annotations.NullMarked;
