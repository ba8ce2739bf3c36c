/**
 * Enrollments to embeddings: a topology that gives every record of the enrollments topic exactly
 * one outcome.
 *
 * <p>Start reading at {@link dev.likeness.embed.EmbedTopology}; {@link
 * dev.likeness.embed.EmbedConfiguration} only wires it. This package must not know the index, nor
 * HTTP beyond its own health.
 */
@NullMarked
package dev.likeness.embed;

import org.jspecify.annotations.NullMarked;
