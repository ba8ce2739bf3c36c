package dev.likeness.web.access;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** What browsers are told of every answer: who may show it, embed it and keep it. */
public final class SecurityHeaders {
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private SecurityHeaders() {}

  /** Writes those that an answer does not have yet. */
  public static HeaderWriterFilter filter() {
    return new HeaderWriterFilter(
        List.of(
            new StaticHeadersWriter("X-Content-Type-Options", "nosniff"),
            new StaticHeadersWriter("X-Frame-Options", "DENY"),
            new StaticHeadersWriter("Referrer-Policy", "no-referrer"),
            new StaticHeadersWriter("Cross-Origin-Resource-Policy", "same-origin"),
            new StaticHeadersWriter("Content-Security-Policy", CONTENT_SECURITY_POLICY),
            (request, response) -> {
              if (request.getRequestURI().startsWith("/v1/")) {
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
              }
            },
            new HstsHeaderWriter()));
  }
}
