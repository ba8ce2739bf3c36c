package dev.likeness.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request have the scheme that its caller used, where a gateway or a proxy in front ends
 * TLS, so that {@code Origin} is compared with what the browser sees.
 *
 * <p>Whoever sends the header is believed. A page of another origin cannot have a browser send it
 * without asking first, and what is asked first has no such header; one that is no browser can
 * leave {@code Origin} out. Nothing else is decided by it.
 */
final class ForwardedScheme extends OncePerRequestFilter {
  private static final String HEADER = "X-Forwarded-Proto";
  private static final String HTTPS = "https";
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain next)
      throws ServletException, IOException {
    String scheme = scheme(request.getHeader(HEADER));
    next.doFilter(
        scheme == null || scheme.equals(request.getScheme()) ? request : new Asked(request, scheme),
        response);
  }

  /** That of the first hop, which is the caller's; null if there is none. */
  private static @Nullable String scheme(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String first = header.split(",", 2)[0].strip().toLowerCase(Locale.ROOT);
    return Set.of("http", HTTPS).contains(first) ? first : null;
  }

  private static final class Asked extends HttpServletRequestWrapper {
    private final String scheme;

    private Asked(HttpServletRequest request, String scheme) {
      super(request);
      this.scheme = scheme;
    }

    @Override
    public String getScheme() {
      return scheme;
    }

    /** A host without a port has that of the scheme. */
    @Override
    public int getServerPort() {
      String host = getHeader(HttpHeaders.HOST);
      boolean said = host == null || host.matches(".*:[0-9]+");
      return said ? super.getServerPort() : scheme.equals(HTTPS) ? HTTPS_PORT : HTTP_PORT;
    }
  }
}
