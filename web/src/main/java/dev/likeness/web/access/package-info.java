/**
 * Who may ask: the keys that callers send, what each route needs, and the checks that stand in
 * front of all routes.
 *
 * <p>Start reading at {@link dev.likeness.web.access.Routes}, the table of what each route needs,
 * then {@link dev.likeness.web.access.WebAccessConfiguration}, the order of the checks. This
 * package must not know what a route does.
 */
@NullMarked
package dev.likeness.web.access;

import org.jspecify.annotations.NullMarked;
