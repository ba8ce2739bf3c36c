/**
 * The index as a Kafka Streams state store: one {@link dev.likeness.search.store.FaceStore} per
 * partition of the embeddings topic, which is its own changelog, {@link
 * dev.likeness.search.store.ScatterGather}, which asks those of all instances, and {@link
 * dev.likeness.search.store.Shards}, which makes one answer of theirs.
 *
 * <p>Start reading at {@link dev.likeness.search.store.SearchTopology}. Queries are Interactive
 * Queries v2 (KIP-796), the store is read-only for processors (KIP-813), and it commits the
 * consumed offset together with its documents (KIP-1035). This package must not know HTTP or
 * Spring.
 */
@NullMarked
package dev.likeness.search.store;

import org.jspecify.annotations.NullMarked;
