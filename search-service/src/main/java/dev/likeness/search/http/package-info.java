/**
 * What the routes share: the generation that answers, waiting for what a caller has written, and
 * the photos of requests. Start reading at {@link dev.likeness.search.http.ReadyIndex}. This
 * package must not know any route.
 */
@NullMarked
package dev.likeness.search.http;

import org.jspecify.annotations.NullMarked;
