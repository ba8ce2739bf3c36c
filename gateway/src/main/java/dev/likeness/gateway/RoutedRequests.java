package dev.likeness.gateway;

import dev.likeness.web.access.Route;
import dev.likeness.web.access.Routes;
import dev.likeness.web.access.Service;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Finds the service that has the route of a request, by the table that the services themselves
 * protect their routes by. What is in no table is this process's own, or nobody's.
 */
final class RoutedRequests implements RouterFunction<ServerResponse> {
  /** The page that reads the description of the API; each service has the same. */
  private static final String DESCRIPTION_PAGE = "/swagger-ui";

  private static final String DESCRIPTION_SETTINGS = "/v3/api-docs/swagger-config";

  private final Forwarding forwarding;

  RoutedRequests(Forwarding forwarding) {
    this.forwarding = forwarding;
  }

  @Override
  public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
    HttpServletRequest servlet = request.servletRequest();
    Service service = service(servlet);
    if (service != null) {
      return Optional.of(asked -> forwarding.to(service, asked));
    }
    List<String> methods = Routes.methods(servlet);
    boolean ofAService = servlet.getRequestURI().startsWith("/v1/") && !methods.isEmpty();
    return ofAService ? Optional.of(_ -> otherwise(servlet, methods)) : Optional.empty();
  }

  private static @Nullable Service service(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.startsWith(DESCRIPTION_PAGE) || path.equals(DESCRIPTION_SETTINGS)) {
      return Service.SEARCH;
    }
    // A browser asks before it asks, and the service that it will ask knows whom it may answer.
    String coming = request.getHeader("Access-Control-Request-Method");
    Route route =
        CorsUtils.isPreFlightRequest(request) && coming != null
            ? Routes.of(request, coming)
            : Routes.of(request);
    return route == null ? null : route.service();
  }

  /** Answers a method that no service has at the path. */
  private static ServerResponse otherwise(HttpServletRequest request, List<String> methods)
      throws HttpRequestMethodNotSupportedException {
    if (!request.getMethod().equals(HttpMethod.OPTIONS.name())) {
      throw new HttpRequestMethodNotSupportedException(request.getMethod(), methods);
    }
    Set<HttpMethod> allowed = new TreeSet<>(Set.of(HttpMethod.OPTIONS));
    methods.forEach(method -> allowed.add(HttpMethod.valueOf(method)));
    if (allowed.contains(HttpMethod.GET)) {
      allowed.add(HttpMethod.HEAD);
    }
    return ServerResponse.ok().allow(allowed.toArray(HttpMethod[]::new)).build();
  }
}
