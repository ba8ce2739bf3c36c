/**
 * The error rates that hold where a question names none: the server's, and those that a gallery has
 * of its own, which are set over HTTP and stand on the control topic.
 *
 * <p>Start reading at {@link dev.likeness.search.rates.DefaultRates}. This package must not know
 * what a rate is turned into: similarities belong to models.
 */
@NullMarked
package dev.likeness.search.rates;

import org.jspecify.annotations.NullMarked;
