/**
 * The index as whoever runs it sees it: its health and its metrics. Start reading at {@link
 * dev.likeness.search.health.IndexHealth}. This package must not know the routes.
 */
@NullMarked
package dev.likeness.search.health;

import org.jspecify.annotations.NullMarked;
