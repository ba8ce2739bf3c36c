package dev.likeness.web.access;

import static dev.likeness.web.access.Route.GalleryIn.FIELD;
import static dev.likeness.web.access.Route.GalleryIn.NONE;
import static dev.likeness.web.access.Route.GalleryIn.PATH;
import static dev.likeness.web.access.Route.GalleryIn.PATH_MADE;
import static dev.likeness.web.access.Route.needs;
import static dev.likeness.web.access.Route.open;
import static dev.likeness.web.access.Service.INGEST;
import static dev.likeness.web.access.Service.SEARCH;

import dev.likeness.topics.Scope;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * What every route needs, and which service has it. A route that is not here is answered to nobody
 * once there are keys, and tests hold this table against the description of the API and against
 * what each service serves.
 */
public final class Routes {
  private static final String SUBJECT = "/v1/galleries/{gallery}/subjects/{subject}";
  private static final String FACE = SUBJECT + "/faces/{face}";

  /** The table. */
  public static final List<Route> ALL =
      List.of(
          needs(INGEST, Scope.ENROLL, "POST", SUBJECT + "/faces", PATH_MADE),
          needs(INGEST, Scope.ENROLL, "POST", SUBJECT + "/photos", PATH_MADE),
          needs(INGEST, Scope.ENROLL, "PUT", FACE + "/photo", PATH_MADE),
          needs(INGEST, Scope.ENROLL, "POST", "/v1/enroll", FIELD),
          needs(SEARCH, Scope.SEARCH, "POST", "/v1/find", FIELD),
          needs(SEARCH, Scope.SEARCH, "POST", "/v1/verify", FIELD),
          needs(SEARCH, Scope.SEARCH, "POST", "/v1/detect", NONE),
          needs(SEARCH, Scope.EMBED, "POST", "/v1/embed", NONE),
          needs(SEARCH, Scope.CHANGE, "POST", FACE + "/move", PATH),
          needs(SEARCH, Scope.CHANGE, "POST", SUBJECT + "/move", PATH),
          needs(SEARCH, Scope.CHANGE, "PUT", FACE + "/metadata", PATH),
          needs(SEARCH, Scope.READ, "GET", "/v1/galleries", NONE),
          needs(SEARCH, Scope.READ, "GET", "/v1/galleries/{gallery}", PATH),
          needs(SEARCH, Scope.READ, "GET", "/v1/galleries/{gallery}/subjects", PATH),
          needs(SEARCH, Scope.READ, "GET", SUBJECT, PATH),
          needs(SEARCH, Scope.READ, "GET", SUBJECT + "/faces", PATH),
          needs(SEARCH, Scope.READ, "GET", FACE, PATH),
          needs(SEARCH, Scope.READ, "GET", FACE + "/photo", PATH),
          needs(SEARCH, Scope.READ, "GET", FACE + "/thumbnail", PATH),
          needs(SEARCH, Scope.READ, "GET", SUBJECT + "/thumbnail", PATH),
          needs(SEARCH, Scope.FORGET, "DELETE", "/v1/galleries/{gallery}", PATH),
          needs(SEARCH, Scope.FORGET, "DELETE", SUBJECT, PATH),
          needs(SEARCH, Scope.FORGET, "DELETE", FACE, PATH),
          needs(SEARCH, Scope.ADMIN, "GET", "/v1/admin/rates", NONE),
          needs(SEARCH, Scope.ADMIN, "GET", "/v1/admin/rates/{gallery}", NONE),
          needs(SEARCH, Scope.ADMIN, "PUT", "/v1/admin/rates/{gallery}", NONE),
          needs(SEARCH, Scope.ADMIN, "DELETE", "/v1/admin/rates/{gallery}", NONE),
          needs(SEARCH, Scope.ADMIN, "GET", "/v1/admin/reindex", NONE),
          needs(SEARCH, Scope.ADMIN, "POST", "/v1/admin/reindex", NONE),
          needs(SEARCH, Scope.ADMIN, "DELETE", "/v1/admin/reindex", NONE),
          needs(INGEST, Scope.ADMIN, "GET", "/v1/admin/dead-letters", NONE),
          needs(INGEST, Scope.ADMIN, "POST", "/v1/admin/dead-letters/replay", NONE),
          needs(SEARCH, Scope.ADMIN, "GET", "/v1/admin/rejections", NONE),
          needs(SEARCH, Scope.ADMIN, "GET", "/v1/admin/pipeline", NONE),
          needs(SEARCH, Scope.ADMIN, "GET", "/v1/admin/events", NONE),
          needs(SEARCH, Scope.ADMIN, "GET", "/v1/models", NONE),
          needs(SEARCH, Scope.ADMIN, "GET", "/v1/models/{model}", NONE),
          needs(INGEST, Scope.ADMIN, "GET", "/v1/admin/keys", NONE),
          needs(INGEST, Scope.ADMIN, "POST", "/v1/admin/keys", NONE),
          needs(INGEST, Scope.ADMIN, "DELETE", "/v1/admin/keys/{id}", NONE),
          needs(INGEST, Scope.AUDIT, "GET", "/v1/admin/audit", NONE),
          needs(Scope.ADMIN, "GET", "/v3/api-docs/**", NONE),
          needs(Scope.ADMIN, "GET", "/v3/api-docs.yaml", NONE),
          needs(Scope.ADMIN, "GET", "/swagger-ui/**", NONE),
          needs(Scope.ADMIN, "GET", "/swagger-ui.html", NONE),
          needs(Scope.ADMIN, "GET", "/actuator/**", NONE),
          open("GET", "/actuator/health/liveness"),
          open("GET", "/actuator/health/readiness"),
          open("GET", "/livez"),
          open("GET", "/readyz"),
          // Pages that ask with a key of their own.
          open("GET", "/"),
          open("GET", "/favicon.ico"),
          open("GET", "/index.html"),
          open("GET", "/console/**"),
          // Other instances, who prove themselves on a port of their own.
          open("POST", "/peer/**"));

  private Routes() {}

  /** The route of a request; null if it has none. */
  public static @Nullable Route of(HttpServletRequest request) {
    return Route.of(ALL, request.getMethod(), path(request));
  }

  /** The route that a browser asks about before it asks; null if there is none. */
  public static @Nullable Route of(HttpServletRequest request, String method) {
    return Route.of(ALL, method, path(request));
  }

  /**
   * Tells which service has the route of a request that this process does not know; nothing if none
   * has it.
   */
  static Optional<Problem> elsewhere(HttpServletRequest request) {
    Route route = of(request);
    if (route == null || route.service() == null) {
      return Optional.empty();
    }
    String service = route.service().text();
    return Optional.of(
        Problem.of(
                Code.WRONG_SERVICE,
                request.getMethod()
                    + " "
                    + route.pattern()
                    + " is a route of "
                    + service
                    + "; ask that one, or the gateway, which knows the routes of all")
            .with("service", service));
  }

  /** The methods that a request's path takes. */
  public static List<String> methods(HttpServletRequest request) {
    PathContainer path = path(request);
    return ALL.stream().filter(route -> route.isAt(path)).map(Route::method).distinct().toList();
  }

  /** As the controllers are chosen by, so that both see the same path. */
  private static PathContainer path(HttpServletRequest request) {
    RequestPath path =
        ServletRequestPathUtils.hasParsedRequestPath(request)
            ? ServletRequestPathUtils.getParsedRequestPath(request)
            : ServletRequestPathUtils.parseAndCache(request);
    return path.pathWithinApplication();
  }
}
