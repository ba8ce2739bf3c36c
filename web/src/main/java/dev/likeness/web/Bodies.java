package dev.likeness.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

/** Whether requests have bodies. */
final class Bodies {
  private Bodies() {}

  /** Whether anything is sent: a length of zero is nothing. */
  static boolean has(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }
}
