/**
 * One address in a cluster: requests are passed on to the service that has their route, and answers
 * passed back, as they are. Keys are the services' to look at.
 *
 * <p>Start reading at {@link dev.likeness.gateway.RoutedRequests}. This package must not know
 * anything but routes: no topic, no photo, no face.
 */
@NullMarked
package dev.likeness.gateway;

import org.jspecify.annotations.NullMarked;
