/**
 * Writes vectors of one byte a component in the file format of Lucene, which reads them. Start
 * reading at {@link dev.likeness.index.eightbit.EightBitFormat}. This package must not know faces
 * or the index they are in.
 */
@NullMarked
package dev.likeness.index.eightbit;

import org.jspecify.annotations.NullMarked;
