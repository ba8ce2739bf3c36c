package dev.likeness.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses what a route would not look at, before the route is asked: parameters of the query that
 * it does not know, and a body where it takes none. What a caller meant by them must not be
 * ignored.
 */
final class StrictRequests implements HandlerInterceptor {
  private final FieldsReader reader;
  private final Map<Method, Taken> routes = new ConcurrentHashMap<>();

  StrictRequests(FieldsReader reader) {
    this.reader = reader;
  }

  /** What a route takes beside its path. */
  private record Taken(Set<String> parameters, boolean body) {}

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod route) {
      Taken taken = routes.computeIfAbsent(route.getMethod(), _ -> taken(route));
      for (String given : Query.of(request).values().keySet()) {
        if (!taken.parameters().contains(given)) {
          throw Problem.unknown("parameter", given, taken.parameters());
        }
      }
      if (!taken.body() && Bodies.has(request)) {
        throw Problem.of(
            Code.BAD_REQUEST,
            request.getMethod() + " takes no body here: leave it out, its fields would be ignored");
      }
    }
    return true;
  }

  private Taken taken(HandlerMethod route) {
    Set<String> parameters = new TreeSet<>();
    boolean body = false;
    for (MethodParameter parameter : route.getMethodParameters()) {
      Fields fields = parameter.getParameterAnnotation(Fields.class);
      body |= parameter.hasParameterAnnotation(RequestBody.class);
      if (fields != null) {
        switch (fields.value()) {
          case QUERY -> parameters.addAll(reader.of(parameter.getParameterType()).names());
          case FORM, JSON -> body = true;
          case PATH -> {}
        }
      }
    }
    return new Taken(parameters, body);
  }
}
