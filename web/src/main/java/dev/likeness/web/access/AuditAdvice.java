package dev.likeness.web.access;

import dev.likeness.runtime.AccessProperties;
import dev.likeness.runtime.AuditLog;
import dev.likeness.topics.AccessKey;
import dev.likeness.topics.AuditEvent;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Says who asked what, right before the answer is written: where the audit is required, an answer
 * that it does not know of is not given. Requests without a valid key, those beyond a key's limits,
 * and those that come before the keys are known are not kept: anybody could fill the audit with
 * them.
 */
@ControllerAdvice
final class AuditAdvice implements ResponseBodyAdvice<Object>, AuditedStreams {
  private static final String GALLERY = AuditAdvice.class.getName() + ".gallery";
  private static final String DONE = AuditAdvice.class.getName() + ".done";
  private static final Set<Integer> PASSED_OVER = Set.of(401, 429);

  private final AuditLog log;
  private final boolean off;

  AuditAdvice(AuditLog log, AccessProperties settings) {
    this.log = log;
    this.off = settings.audit() == AccessProperties.Audit.OFF;
  }

  /** Keeps in mind which gallery the request that this thread answers is about. */
  static void about(String gallery) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    if (request != null) {
      request.setAttribute(GALLERY, gallery, RequestAttributes.SCOPE_REQUEST);
    }
  }

  @Override
  public boolean supports(
      MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
    return !off;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter answer,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest asked,
      ServerHttpResponse answered) {
    if (asked instanceof ServletServerHttpRequest in
        && answered instanceof ServletServerHttpResponse out) {
      keep(in.getServletRequest(), out.getServletResponse().getStatus(), body);
    }
    return body;
  }

  @Override
  public void begins() {
    if (!off
        && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes asked) {
      keep(asked.getRequest(), HttpServletResponse.SC_OK, null);
    }
  }

  private void keep(HttpServletRequest request, int status, @Nullable Object body) {
    if (!request.getRequestURI().startsWith("/v1/")
        || PASSED_OVER.contains(status)
        || (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE && Caller.current().isEmpty())
        || request.getAttribute(DONE) != null) {
      return;
    }
    request.setAttribute(DONE, true);
    Route route = Routes.of(request);
    AccessKey key = Caller.current().map(Caller::key).orElse(null);
    Audited.Facts facts = body instanceof Audited decided ? decided.facts() : Audited.Facts.NONE;
    AuditEvent event =
        new AuditEvent(
            Instant.now(),
            key == null ? null : key.id(),
            request.getMethod() + " " + (route == null ? "unknown" : route.pattern()),
            request.getAttribute(GALLERY) instanceof String gallery ? gallery : null,
            status,
            facts.model(),
            facts.threshold(),
            facts.decisions());
    if (!log.add(event)) {
      throw Problem.of(
          Code.AUDIT_UNAVAILABLE,
          "the Kafka broker did not store who asked, so the answer is withheld; what was asked for"
              + " may have been done");
    }
  }
}
