package dev.likeness.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What services are told of who asks, so that they decide as if they were asked directly. What
 * proxies in front have said is kept, because a service without keys has to see every address.
 */
final class Asker {
  private static final String FOR = "X-Forwarded-For";
  private static final String SCHEME = "X-Forwarded-Proto";

  /** What a service looks at to decide whether, and what, it answers. */
  private static final List<String> DECISIVE =
      List.of(
          HttpHeaders.AUTHORIZATION,
          "x-api-key",
          HttpHeaders.HOST,
          HttpHeaders.ORIGIN,
          "Sec-Fetch-Site");

  private Asker() {}

  /** Adds the caller's address to those that came, and the scheme that the first hop used. */
  static void tell(HttpServletRequest request, HttpHeaders passed) {
    List<String> addresses = new ArrayList<>(Collections.list(request.getHeaders(FOR)));
    addresses.add(request.getRemoteAddr());
    passed.set(FOR, String.join(", ", addresses));
    String scheme = request.getHeader(SCHEME);
    passed.set(SCHEME, scheme == null ? request.getScheme() : scheme);
    copy(request, "Forwarded", passed);
  }

  /** What a request of this process's own says that is made for a caller's. */
  static HttpHeaders of(HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    DECISIVE.forEach(name -> copy(request, name, headers));
    tell(request, headers);
    return headers;
  }

  /** A name for those headers that holds no key. */
  static String name(HttpHeaders headers) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      headers.forEach((name, values) -> {
        digest.update((name + values + '\n').getBytes(StandardCharsets.UTF_8));
      });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The request that this thread answers, if it answers one. */
  static Optional<HttpServletRequest> request() {
    return Optional.ofNullable(RequestContextHolder.getRequestAttributes())
        .filter(ServletRequestAttributes.class::isInstance)
        .map(ServletRequestAttributes.class::cast)
        .map(ServletRequestAttributes::getRequest);
  }

  private static void copy(HttpServletRequest request, String name, HttpHeaders passed) {
    List<String> lines = Collections.list(request.getHeaders(name));
    if (!lines.isEmpty()) {
      passed.put(name, lines);
    }
  }
}
