package dev.likeness.search.peers;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * On the peer port are the routes of peers and no others, for who shows the key; elsewhere none.
 */
final class PeerGuard extends OncePerRequestFilter {
  private static final String ROUTES = "/peer/";
  private static final int NOT_FOUND = 404;
  private static final int UNAUTHORIZED = 401;

  private final int port;
  private final PeerKey key;

  PeerGuard(int port, PeerKey key) {
    this.port = port;
    this.key = key;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain next)
      throws ServletException, IOException {
    boolean here = request.getLocalPort() == port;
    if (here != request.getRequestURI().startsWith(ROUTES)) {
      if (!here && !request.getRequestURI().contains(ROUTES)) {
        next.doFilter(request, response);
      } else {
        response.setStatus(NOT_FOUND);
      }
    } else if (here && !key.isShownBy(request.getHeader(PeerKey.HEADER))) {
      response.setStatus(UNAUTHORIZED);
    } else {
      next.doFilter(request, response);
    }
  }
}
