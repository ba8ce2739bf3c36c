package dev.likeness.web.access;

import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Says why a request is not answered, in the same form as every other problem. */
final class Refusals {
  private final ObjectProvider<HandlerExceptionResolver> resolver;

  /**
   * @param resolver that of Spring MVC, not needed before the first refusal
   */
  Refusals(ObjectProvider<HandlerExceptionResolver> resolver) {
    this.resolver = resolver;
  }

  void unauthenticated(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why) {
    if (why instanceof AuthenticationServiceException) {
      answer(
          request,
          response,
          Problem.of(Code.ACCESS_UNKNOWN, why.getMessage() + "; try again after Retry-After"));
      return;
    }
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"likeness\"");
    answer(
        request,
        response,
        Problem.of(
            Code.UNAUTHENTICATED,
            why.getMessage()
                + "; send one as 'Authorization: Bearer KEY' or '"
                + SentKey.HEADER
                + ": KEY'"));
  }

  void denied(HttpServletRequest request, HttpServletResponse response) {
    answer(request, response, problem(request, Routes.of(request)));
  }

  private static Problem problem(HttpServletRequest request, @Nullable Route route) {
    if (route != null && route.scope() != null) {
      String scope = route.scope().text();
      return Problem.of(
              Code.FORBIDDEN,
              "the key has not the scope '"
                  + scope
                  + "', which "
                  + route.method()
                  + " "
                  + route.pattern()
                  + " needs")
          .with("scope", scope);
    }
    List<String> methods = Routes.methods(request);
    return methods.isEmpty()
        ? Problem.of(Code.UNKNOWN_ROUTE, "there is nothing at " + request.getRequestURI())
        : Problem.of(
            Code.METHOD_NOT_ALLOWED,
            "method is " + request.getMethod() + ", expected one of " + methods);
  }

  void answer(HttpServletRequest request, HttpServletResponse response, Problem problem) {
    HandlerExceptionResolver mvc = resolver.getObject();
    if (mvc.resolveException(request, response, null, problem) == null) {
      throw problem;
    }
  }
}
