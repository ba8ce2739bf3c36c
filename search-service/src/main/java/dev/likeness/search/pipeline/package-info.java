/**
 * The pipeline in figures, for people who watch it: once, or as events while it runs. Start reading
 * at {@link dev.likeness.search.pipeline.PipelineController}. It asks the broker and the index, and
 * must not know who looks.
 */
@NullMarked
package dev.likeness.search.pipeline;

import org.jspecify.annotations.NullMarked;
