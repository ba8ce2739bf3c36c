package dev.likeness.web;

import dev.likeness.faces.Reason;
import org.springframework.http.HttpStatus;

/** The stable codes of error answers, beside those of {@link Reason}, each with its status. */
public enum Code {
  MISSING_FIELD(HttpStatus.BAD_REQUEST),
  BAD_FIELD(HttpStatus.BAD_REQUEST),
  BAD_REQUEST(HttpStatus.BAD_REQUEST),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED),
  FORBIDDEN(HttpStatus.FORBIDDEN),
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
  TOO_SLOW(HttpStatus.REQUEST_TIMEOUT),
  UNKNOWN_ROUTE(HttpStatus.NOT_FOUND),
  UNKNOWN_GALLERY(HttpStatus.NOT_FOUND),
  UNKNOWN_SUBJECT(HttpStatus.NOT_FOUND),
  UNKNOWN_FACE(HttpStatus.NOT_FOUND),
  UNKNOWN_MODEL(HttpStatus.NOT_FOUND),
  UNKNOWN_REINDEX(HttpStatus.NOT_FOUND),
  UNKNOWN_KEY(HttpStatus.NOT_FOUND),
  REINDEX_RUNNING(HttpStatus.CONFLICT),
  FACE_EXISTS(HttpStatus.CONFLICT),
  FACE_CHANGED(HttpStatus.CONFLICT),
  MODEL_DIFFERS(HttpStatus.CONFLICT),
  WRONG_SERVICE(HttpStatus.MISDIRECTED_REQUEST),
  SERVICE_BROKE_OFF(HttpStatus.BAD_GATEWAY),
  SERVICE_AWAY(HttpStatus.SERVICE_UNAVAILABLE),
  SERVICE_TOO_SLOW(HttpStatus.GATEWAY_TIMEOUT),
  OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE),
  BROKER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  INDEX_NOT_READY(HttpStatus.SERVICE_UNAVAILABLE),
  NOT_YET_APPLIED(HttpStatus.SERVICE_UNAVAILABLE),
  ACCESS_UNKNOWN(HttpStatus.SERVICE_UNAVAILABLE),
  AUDIT_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR);

  private final HttpStatus status;

  Code(HttpStatus status) {
    this.status = status;
  }

  /** The status an answer with this code has. */
  public HttpStatus status() {
    return status;
  }

  /** The status an answer with a rejection's reason has. */
  static HttpStatus statusOf(Reason reason) {
    return switch (reason) {
      case BAD_KEY, BAD_METADATA, BAD_BOX -> HttpStatus.BAD_REQUEST;
      case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
      case UNSUPPORTED_FORMAT -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
      case NOT_AN_IMAGE,
          NO_FACE,
          SEVERAL_FACES,
          FACE_TOO_SMALL,
          LOW_QUALITY,
          MISROUTED,
          CRASHED_WORKER ->
          HttpStatus.UNPROCESSABLE_CONTENT;
    };
  }
}
