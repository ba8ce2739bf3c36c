/**
 * The command line: {@code likeness up}, {@code broker}, {@code enroll}, {@code verify}, {@code
 * find}, {@code forget}, {@code dead-letters}, {@code doctor}.
 *
 * <p>Start reading at {@link dev.likeness.standalone.cli.Likeness}. Commands that ask a running
 * Likeness do so over HTTP, through {@link dev.likeness.standalone.client.LikenessClient}, like any
 * other client; they must not touch topics or the index.
 */
@NullMarked
package dev.likeness.standalone.cli;

import org.jspecify.annotations.NullMarked;
