package dev.likeness.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** What a request has sent as a key, not looked at yet. */
final class SentKey extends AbstractAuthenticationToken {
  static final String HEADER = "x-api-key";

  @Serial private static final long serialVersionUID = 1L;
  private static final String BEARER = "Bearer ";

  private final String text;

  private SentKey(String text) {
    super(List.of());
    this.text = text;
  }

  /**
   * What {@code Authorization: Bearer} or else {@value #HEADER} holds; null if there is neither.
   */
  static @Nullable SentKey of(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return new SentKey(
          authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
              ? authorization.substring(BEARER.length()).strip()
              : "");
    }
    String key = request.getHeader(HEADER);
    return key == null ? null : new SentKey(key.strip());
  }

  @Override
  public String getCredentials() {
    return text;
  }

  @Override
  public String getPrincipal() {
    return "";
  }
}
