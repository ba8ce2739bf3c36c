package dev.likeness.gateway;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

/**
 * Gives the servlet what {@link RoutedRequests} finds, before anything of its own. Which pages of
 * other origins may ask is the services' to say, so nothing is said of it here.
 */
final class RoutedMapping extends RouterFunctionMapping {
  private static final int FIRST = -200;

  RoutedMapping(RoutedRequests routes) {
    super(routes);
    setOrder(FIRST);
  }

  @Override
  protected HandlerExecutionChain getCorsHandlerExecutionChain(
      HttpServletRequest request,
      HandlerExecutionChain chain,
      @Nullable CorsConfiguration configuration) {
    return chain;
  }
}
