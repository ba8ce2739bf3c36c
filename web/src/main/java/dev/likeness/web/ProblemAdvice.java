package dev.likeness.web;

import static java.util.stream.Collectors.joining;

import dev.likeness.faces.InvalidBoxException;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Reason;
import dev.likeness.topics.InvalidMetadataException;
import dev.likeness.topics.TopicSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every fault of a request as application/problem+json with a stable {@code code}. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
final class ProblemAdvice {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  private final ObjectProvider<Elsewhere> elsewhere;

  ProblemAdvice(ObjectProvider<Elsewhere> elsewhere) {
    this.elsewhere = elsewhere;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> problem(Problem problem) {
    return ProblemAnswer.of(problem);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> badKey(InvalidFaceKeyException e) {
    return problem(Problem.of(Reason.BAD_KEY, e.getMessage()).with("field", e.field()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> badMetadata(InvalidMetadataException e) {
    return problem(Problem.of(Reason.BAD_METADATA, e.getMessage()).with("field", "metadata"));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> badBox(InvalidBoxException e) {
    return problem(Problem.of(Reason.BAD_BOX, e.getMessage()).with("field", "box"));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> brokenForm(MultipartException e) {
    return problem(BodyFault.in(e).orElseGet(() -> told(FormFault.of(e))));
  }

  private static Problem told(@Nullable String formFault) {
    return formFault == null
        ? Problem.of(
            Reason.TOO_LARGE,
            "the request is larger than allowed: a photo may have at most "
                + TopicSettings.MAX_PHOTO_BYTES
                + " bytes")
        : Problem.of(Code.BAD_REQUEST, formFault);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException e) {
    return problem(
        BodyFault.in(e)
            .orElseGet(() -> Problem.of(Code.BAD_REQUEST, "the request body is not valid JSON")));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> broken(IOException e) throws IOException {
    return problem(BodyFault.in(e).orElseThrow(() -> e));
  }

  /** The query or the form is not what the container can read. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> badParameter(InvalidParameterException e) {
    return problem(
        BodyFault.in(e)
            .orElseGet(() ->
                Problem.of(
                    Code.BAD_REQUEST,
                    "the query or form cannot be read: its names and values must be percent-encoded"
                        + " UTF-8")));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException e) {
    Class<?> required = e.getRequiredType();
    return problem(
        Problem.bad(
            e.getName(),
            String.valueOf(e.getValue()),
            required == null ? "another type" : "a value of type " + required.getSimpleName()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> wrongMediaType(HttpMediaTypeNotSupportedException e) {
    return problem(
        Problem.of(
            Code.UNSUPPORTED_MEDIA_TYPE,
            (e.getContentType() == null
                    ? "Content-Type is missing or no media type"
                    : "Content-Type is " + e.getContentType())
                + ", expected one of "
                + names(e)));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> wrongAccept(HttpMediaTypeNotAcceptableException e) {
    return problem(
        Problem.of(Code.NOT_ACCEPTABLE, "answers come as " + e.getSupportedMediaTypes()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> wrongMethod(
      HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
    Optional<Problem> misdirected = misdirected(request);
    if (misdirected.isPresent()) {
      return problem(misdirected.get());
    }
    Set<HttpMethod> allowed = allowed(e);
    return ProblemAnswer.of(
        Problem.of(
            Code.METHOD_NOT_ALLOWED, "method is " + e.getMethod() + ", expected one of " + allowed),
        HttpHeaders.ALLOW,
        allowed.stream().map(HttpMethod::name).collect(joining(", ")));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unknownRoute(
      NoResourceFoundException e, HttpServletRequest request) {
    return problem(
        misdirected(request)
            .orElseGet(() ->
                Problem.of(Code.UNKNOWN_ROUTE, "there is nothing at /" + e.getResourcePath())));
  }

  private Optional<Problem> misdirected(HttpServletRequest request) {
    return elsewhere.stream().findFirst().flatMap(other -> other.problem(request));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> brokerAway(RetriableException e) {
    return problem(
        Problem.of(Code.BROKER_UNAVAILABLE, "the Kafka broker does not answer; try again"));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(Exception e) {
    if (e instanceof ErrorResponse known) {
      ProblemDetail body = known.getBody();
      body.setProperty("code", Code.BAD_REQUEST.name());
      return ResponseEntity.status(known.getStatusCode())
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(body);
    }
    log.error("a request failed", e);
    return problem(
        Problem.of(Code.INTERNAL, "the request failed for a reason of the service's own"));
  }

  /** With those that every route has. */
  private static Set<HttpMethod> allowed(HttpRequestMethodNotSupportedException e) {
    Set<HttpMethod> allowed = new TreeSet<>(Set.of(HttpMethod.OPTIONS));
    Set<HttpMethod> routes = e.getSupportedHttpMethods();
    if (routes != null) {
      allowed.addAll(routes);
    }
    if (allowed.contains(HttpMethod.GET)) {
      allowed.add(HttpMethod.HEAD);
    }
    return allowed;
  }

  private static List<String> names(HttpMediaTypeNotSupportedException e) {
    return e.getSupportedMediaTypes().stream().map(MediaType::toString).toList();
  }
}
