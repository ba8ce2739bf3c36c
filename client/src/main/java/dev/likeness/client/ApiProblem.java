package dev.likeness.client;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A running Likeness said no (RFC 9457). The message is {@code code: detail}. */
public final class ApiProblem extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** Too slow, too many requests, and what a proxy or a service says that is not there for now. */
  private static final Set<Integer> TEMPORARY = Set.of(408, 429, 502, 503, 504);

  private final int status;
  private final String code;
  private final String detail;
  private final @Nullable Duration retryAfter;

  /**
   * @param status of HTTP
   * @param code stable, such as {@code NO_FACE}
   * @param detail a sentence for people
   * @param retryAfter when the service asks to be asked again, if it does
   */
  ApiProblem(int status, String code, String detail, @Nullable Duration retryAfter) {
    super(code + ": " + detail);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  /** Of HTTP. */
  public int status() {
    return status;
  }

  /** Stable, such as {@code NO_FACE}. */
  public String code() {
    return code;
  }

  /** A sentence for people. */
  public String detail() {
    return detail;
  }

  /** When the service asks to be asked again. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Whether the same request may succeed later. */
  public boolean isTemporary() {
    return TEMPORARY.contains(status);
  }

  /** Whether the fault lies in what was sent, so that sending it again is useless. */
  public boolean isAboutTheRequest() {
    return status >= 400 && status < 500 && !isTemporary();
  }
}
