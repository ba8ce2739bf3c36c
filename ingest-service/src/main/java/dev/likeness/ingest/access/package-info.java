/**
 * The routes of keys and of the audit. They are here because this service is the one that writes
 * for callers; any service that shares the topics knows what is written.
 *
 * <p>Start reading at {@link dev.likeness.ingest.access.KeysController}. This package must not know
 * how keys are checked.
 */
@NullMarked
package dev.likeness.ingest.access;

import org.jspecify.annotations.NullMarked;
