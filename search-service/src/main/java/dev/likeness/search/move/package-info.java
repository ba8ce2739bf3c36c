/**
 * Faces under another key, or with other metadata: their photos are published anew.
 *
 * <p>Start reading at {@link dev.likeness.search.move.FaceMover}. This package must not know how
 * faces are compared.
 */
@NullMarked
package dev.likeness.search.move;

import org.jspecify.annotations.NullMarked;
