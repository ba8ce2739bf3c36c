/**
 * Everything in one process: the three services in one Spring context around an embedded broker.
 *
 * <p>Start reading at {@link dev.likeness.standalone.Standalone}. This package puts parts together;
 * it must not decide what any of them does, and nobody may depend on it.
 */
@NullMarked
package dev.likeness.standalone;

import org.jspecify.annotations.NullMarked;
