/**
 * File bytes to upright pixels, bounded: the header is read in Java and checked against the limits
 * before a native decoder sees the file. Start reading at {@link
 * dev.likeness.vision.decode.PhotoDecoder}.
 *
 * <p>This package must not know what a face is.
 */
@NullMarked
package dev.likeness.vision.decode;

import org.jspecify.annotations.NullMarked;
