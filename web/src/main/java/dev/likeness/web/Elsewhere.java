package dev.likeness.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Knows the routes that other services have. */
@FunctionalInterface
public interface Elsewhere {
  /** Says who has the route of a request that this process does not know; nothing if nobody has. */
  Optional<Problem> problem(HttpServletRequest request);
}
