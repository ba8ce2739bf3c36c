package dev.likeness.web.access;

import dev.likeness.topics.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What a route needs, and who has it.
 *
 * @param service that has it; null where each process has its own, or it is not for callers
 * @param method of HTTP; {@code GET} stands for {@code HEAD} too
 * @param pattern of the path, as controllers write it
 * @param scope that the caller's key must have; null for a route that is open to anybody
 * @param gallery where the request names the gallery it is about
 */
public record Route(
    @Nullable Service service,
    String method,
    PathPattern pattern,
    @Nullable Scope scope,
    GalleryIn gallery) {
  /** Where a request names a gallery. */
  public enum GalleryIn {
    /** It is about no gallery, or about all that the caller may know. */
    NONE,
    /** In the path. */
    PATH,
    /** In the path of a request that may make it. */
    PATH_MADE,
    /** In a field; whoever reads the field asks {@link GalleryAccess}. */
    FIELD
  }

  private static final PathPatternParser PARSER = PathPatternParser.defaultInstance;

  static Route open(String method, String pattern) {
    return new Route(null, method, PARSER.parse(pattern), null, GalleryIn.NONE);
  }

  static Route needs(Scope scope, String method, String pattern, GalleryIn gallery) {
    return new Route(null, method, PARSER.parse(pattern), scope, gallery);
  }

  static Route needs(
      Service service, Scope scope, String method, String pattern, GalleryIn gallery) {
    return new Route(service, method, PARSER.parse(pattern), scope, gallery);
  }

  boolean isAt(PathContainer path) {
    return pattern.matches(path);
  }

  boolean takes(String verb) {
    return method.equals(verb) || (method.equals("GET") && verb.equals("HEAD"));
  }

  /** The most specific of those that are at a path and take a method; null if there is none. */
  static @Nullable Route of(List<Route> routes, String verb, PathContainer path) {
    return routes.stream()
        .filter(route -> route.takes(verb) && route.isAt(path))
        .min((a, b) -> a.pattern().compareTo(b.pattern()))
        .orElse(null);
  }
}
