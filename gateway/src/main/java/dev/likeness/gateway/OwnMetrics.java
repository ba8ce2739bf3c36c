package dev.likeness.gateway;

import dev.likeness.web.Code;
import dev.likeness.web.ManagementPort;
import dev.likeness.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Keeps this process's metrics to the management port: it knows no key to tell them to. */
final class OwnMetrics extends OncePerRequestFilter {
  private static final String ALL = "/actuator";
  private static final String HEALTH = "/actuator/health";

  private final ManagementPort management;
  private final HandlerExceptionResolver resolver;

  OwnMetrics(ManagementPort management, HandlerExceptionResolver resolver) {
    this.management = management;
    this.resolver = resolver;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain next)
      throws ServletException, IOException {
    String path = request.getServletPath();
    boolean told = path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    if (!path.startsWith(ALL) || told || request.getLocalPort() == management.port()) {
      next.doFilter(request, response);
    } else {
      resolver.resolveException(
          request,
          response,
          null,
          Problem.of(
              Code.UNKNOWN_ROUTE,
              "there is nothing at "
                  + path
                  + "; metrics of the gateway are on its management port"));
    }
  }
}
