package dev.likeness.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;

/** Lets a request through if its route is open, or its caller has the scope the route needs. */
final class RouteAccess implements AuthorizationManager<HttpServletRequest> {
  private final Keys keys;

  RouteAccess(Keys keys) {
    this.keys = keys;
  }

  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends @Nullable Authentication> authentication, HttpServletRequest request) {
    Route route = Routes.of(request);
    if (route != null && route.scope() == null) {
      return new AuthorizationDecision(true);
    }
    Caller caller = Caller.current().orElse(null);
    if (caller == null) {
      throw keys.areKnown()
          ? new AuthenticationCredentialsNotFoundException("no key was sent")
          : new AuthenticationServiceException("which keys there are is not known yet");
    }
    if (route == null) {
      return new AuthorizationDecision(caller.key() == null);
    }
    return new AuthorizationDecision(route.scope() != null && caller.may(route.scope()));
  }
}
