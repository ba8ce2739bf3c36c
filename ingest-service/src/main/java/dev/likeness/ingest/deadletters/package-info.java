/**
 * The dead letters over HTTP: what became one and why, and how to publish it again, under another
 * key if need be.
 *
 * <p>Start reading at {@link dev.likeness.ingest.deadletters.DeadLettersController}. Records pass
 * through as bytes: this package must not look into a photo, and never answers with one.
 */
@NullMarked
package dev.likeness.ingest.deadletters;

import org.jspecify.annotations.NullMarked;
