package dev.likeness.web.access;

import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands in for keys while there are none: any web page can have the browser of somebody at this
 * machine ask. A request must be addressed to this machine by a name of its own, because a page
 * whose name is made to lead here (DNS rebinding) is of the same origin as what it asks; and a
 * browser that says it asks for another origin is refused, because forms are sent across origins
 * without asking. So is what a proxy at this machine says it forwards for another one.
 */
final class LocalRequests extends OncePerRequestFilter {
  private final Keys keys;
  private final boolean loopback;
  private final Set<String> hosts;
  private final List<String> origins;
  private final Refusals refusals;

  /**
   * @param loopback whether only this machine can reach the process
   * @param hosts names besides those of loopback
   * @param origins of pages that may ask
   */
  LocalRequests(
      Keys keys, boolean loopback, List<String> hosts, List<String> origins, Refusals refusals) {
    this.keys = keys;
    this.loopback = loopback;
    this.hosts = Set.copyOf(hosts);
    this.origins = List.copyOf(origins);
    this.refusals = refusals;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain next)
      throws ServletException, IOException {
    Problem problem = keys.areOpen() ? problem(request) : null;
    if (problem == null) {
      next.doFilter(request, response);
    } else {
      refusals.answer(request, response, problem);
    }
  }

  private @Nullable Problem problem(HttpServletRequest request) {
    String host = request.getServerName().toLowerCase(Locale.ROOT);
    if (loopback && !ForwardedFor.isLocal(host) && !hosts.contains(host)) {
      return Problem.of(
          Code.FORBIDDEN,
          "Host is '"
              + host
              + "', expected localhost: there are no keys, so only this machine is answered; create a"
              + " key, or name the host in likeness.access.hosts");
    }
    String from = loopback ? ForwardedFor.elsewhere(request) : null;
    if (from != null) {
      return Problem.of(
          Code.FORBIDDEN,
          from
              + ", expected addresses of loopback alone: there are no keys, so only this machine is"
              + " answered, through a gateway too; create a key");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !isSame(origin, request) && !origins.contains(origin)) {
      return foreign("Origin is '" + origin + "'");
    }
    if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))
        && !List.of("GET", "HEAD").contains(request.getMethod())
        && (origin == null || !origins.contains(origin))) {
      return foreign("Sec-Fetch-Site is 'cross-site'");
    }
    return null;
  }

  private static Problem foreign(String what) {
    return Problem.of(
        Code.FORBIDDEN,
        what
            + ", which is not this service: pages of other sites may not ask; name the origin in"
            + " likeness.access.origins");
  }

  private static boolean isSame(String origin, HttpServletRequest request) {
    try {
      URI from = URI.create(origin);
      String scheme = from.getScheme();
      int port = from.getPort() >= 0 ? from.getPort() : "https".equals(scheme) ? 443 : 80;
      return request.getScheme().equals(scheme)
          && request.getServerName().equalsIgnoreCase(from.getHost())
          && request.getServerPort() == port;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
