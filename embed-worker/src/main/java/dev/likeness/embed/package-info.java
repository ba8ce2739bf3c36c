/**
 * Enrollments to embeddings: a topology that gives every record of the enrollments topic exactly
 * one outcome, and a smaller one for models whose embeddings are only kept.
 *
 * <p>Start reading at {@link dev.likeness.embed.EmbedTopology}, then {@link
 * dev.likeness.embed.ModelWorkers}; {@link dev.likeness.embed.EmbedConfiguration} only wires them.
 * This package must not know the index, nor HTTP beyond its own health.
 */
@NullMarked
package dev.likeness.embed;

import org.jspecify.annotations.NullMarked;
