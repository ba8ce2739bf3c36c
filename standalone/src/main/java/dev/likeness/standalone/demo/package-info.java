/**
 * The demo: the people of the sample photos are enrolled, verified, found and forgotten over HTTP,
 * and every answer is judged.
 *
 * <p>Start reading at {@link dev.likeness.standalone.demo.Demo}. This package must not know how the
 * Likeness it talks to is run.
 */
@NullMarked
package dev.likeness.standalone.demo;

import org.jspecify.annotations.NullMarked;
