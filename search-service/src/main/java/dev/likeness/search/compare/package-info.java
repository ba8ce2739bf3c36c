/**
 * Whose face is this? Find (1:N), verify (1:1), and what they begin with: detect and embed.
 *
 * <p>Start reading at {@link dev.likeness.search.compare.FindController}; from which similarity on
 * two faces are one person's is decided by {@link dev.likeness.search.compare.Aim}. This package
 * must not know how faces come into the index or leave it.
 */
@NullMarked
package dev.likeness.search.compare;

import org.jspecify.annotations.NullMarked;
