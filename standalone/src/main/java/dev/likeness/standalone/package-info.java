/**
 * Everything in one process: a broker and the three services around it.
 *
 * <p>Start reading at {@link dev.likeness.standalone.Standalone}; the command line is in {@code
 * dev.likeness.standalone.cli}, the broker in {@code dev.likeness.standalone.broker}. Nothing may
 * depend on this package, and it adds nothing to what the services do.
 */
@NullMarked
package dev.likeness.standalone;

import org.jspecify.annotations.NullMarked;
