/**
 * The root of the command line, and the commands that need more than a client: {@code up}, {@code
 * demo}, {@code broker}, {@code models}, {@code calibrate}, {@code doctor}.
 *
 * <p>Start reading at {@link dev.likeness.standalone.cli.Likeness}. What only asks a running
 * Likeness is in {@link dev.likeness.cli}. The commands here must not touch topics or the index.
 */
@NullMarked
package dev.likeness.standalone.cli;

import org.jspecify.annotations.NullMarked;
