/**
 * Vectors of one byte a component, in the files of Lucene's own format, which reads them; only the
 * writing is done here. Start reading at {@link dev.likeness.index.eightbit.EightBitFormat}.
 * Nothing here knows of faces, or of the index they are in.
 */
@NullMarked
package dev.likeness.index.eightbit;

import org.jspecify.annotations.NullMarked;
