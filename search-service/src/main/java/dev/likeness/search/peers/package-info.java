/**
 * How instances of the search service ask each other: the questions of {@link
 * dev.likeness.search.store.IndexQuery} as JSON over HTTP, on a port of its own that only instances
 * need to reach.
 *
 * <p>Start reading at {@link dev.likeness.search.peers.HttpPeers}, the asking side; {@link
 * dev.likeness.search.peers.PeerController} answers. This package must not know what the questions
 * are for.
 */
@NullMarked
package dev.likeness.search.peers;

import org.jspecify.annotations.NullMarked;
