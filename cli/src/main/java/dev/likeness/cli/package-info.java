/**
 * The commands that only ask a running Likeness: {@code enroll}, {@code verify}, {@code find},
 * {@code list}, {@code photo}, {@code forget}, {@code status}, {@code reindex}, {@code migrate},
 * {@code rates}, {@code dead-letters}.
 *
 * <p>Start reading at {@link dev.likeness.cli.CommandLines}, which says what becomes of mistakes
 * and failures, and at {@link dev.likeness.cli.Asking}, the options that all commands have. They
 * ask over HTTP, through {@link dev.likeness.client.LikenessClient}. This package must not know
 * topics, the index, the engine or the services.
 */
@NullMarked
package dev.likeness.cli;

import org.jspecify.annotations.NullMarked;
