/**
 * Reindexing and changing the model over HTTP: begins a generation, tells how far it is, and gives
 * it up. Start reading at {@link dev.likeness.search.reindex.ReindexController}; the work itself is
 * done by {@code dev.likeness.search.generation}.
 */
@NullMarked
package dev.likeness.search.reindex;

import org.jspecify.annotations.NullMarked;
