package dev.likeness.web;

import dev.likeness.faces.Quality;
import dev.likeness.faces.Reason;
import dev.likeness.vision.Unusable;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * An error answered to the caller: a status, a stable code, and a sentence with the field, the
 * value and the remedy. Becomes an RFC 9457 answer.
 */
public final class Problem extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;
  private static final int RETRY_AFTER_SECONDS = 1;
  private static final int LONGEST_TOLD = 80;

  private final HttpStatus status;
  private final String code;
  private int retryAfter;
  private final transient Map<String, Object> properties = new LinkedHashMap<>();

  private Problem(HttpStatus status, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** A fault of the request or of the service. */
  public static Problem of(Code code, String detail) {
    return new Problem(code.status(), code.name(), detail);
  }

  /** A photo, key or metadata that cannot be taken in. */
  public static Problem of(Reason reason, String detail) {
    return new Problem(Code.statusOf(reason), reason.name(), detail);
  }

  /** A photo that shows no usable face. */
  public static Problem of(Unusable photo) {
    return of(photo.reason(), photo.detail()).withQuality(photo.quality());
  }

  /** A field that is not there. */
  public static Problem missing(String field, String remedy) {
    return of(Code.MISSING_FIELD, "field '" + field + "' is missing: " + remedy)
        .with("field", field);
  }

  /** A field whose value is outside its range. */
  public static Problem bad(String field, Object value, String expected) {
    return of(
            Code.BAD_FIELD,
            "field '" + field + "' is '" + abridged(value.toString()) + "', expected " + expected)
        .with("field", field);
  }

  /**
   * A field or a parameter that a route does not know.
   *
   * @param what of the two it is
   */
  static Problem unknown(String what, String name, Set<String> known) {
    return of(
            Code.BAD_FIELD,
            what
                + " '"
                + abridged(name)
                + "' is not known here, known are "
                + (known.isEmpty() ? "none" : known))
        .with("field", abridged(name));
  }

  /**
   * A field or a parameter of which it is not clear which value is meant.
   *
   * @param what of the two it is
   */
  static Problem twice(String what, String name) {
    return of(Code.BAD_FIELD, what + " '" + abridged(name) + "' is given twice: give it once")
        .with("field", abridged(name));
  }

  private static String abridged(String text) {
    return text.length() <= LONGEST_TOLD ? text : text.substring(0, LONGEST_TOLD) + "…";
  }

  /** The same problem with one more member in its answer. */
  public Problem with(String member, Object value) {
    properties.put(member, value);
    return this;
  }

  /** The same problem with the quality of the face that is not good enough, if one was measured. */
  public Problem withQuality(@Nullable Quality quality) {
    return quality == null ? this : with("quality", quality);
  }

  /**
   * The same problem with a time after which the same request may succeed.
   *
   * @param seconds at least 1
   */
  public Problem retryAfter(int seconds) {
    retryAfter = seconds;
    return this;
  }

  /** Seconds after which the same request may succeed; 0 if it never will. */
  int retryAfterSeconds() {
    return retryAfter > 0 || status != HttpStatus.SERVICE_UNAVAILABLE
        ? retryAfter
        : RETRY_AFTER_SECONDS;
  }

  /** The stable code. */
  public String code() {
    return code;
  }

  /** Whether the fault is the service's and not the request's: the same one may succeed later. */
  public boolean isOfTheService() {
    return status.is5xxServerError();
  }

  HttpStatus status() {
    return status;
  }

  ProblemDetail body() {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, getMessage());
    body.setProperty("code", code);
    properties.forEach(body::setProperty);
    return body;
  }
}
