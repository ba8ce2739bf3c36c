package dev.likeness.gateway;

import dev.likeness.web.BodyFault;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import dev.likeness.web.access.Service;
import jakarta.servlet.http.HttpServletRequest;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Passes a request on to a service, and its answer back, both as they come: the path and the query
 * as they were written, all headers but those that are about one connection, and bodies that are
 * never held whole. Who asked is told besides, see {@link Asker}. An answer that breaks off is not
 * passed on as a whole one, see {@link PassedAnswer}.
 */
final class Forwarding {
  private final GatewayProperties services;
  private final ProxyExchange exchange;
  private final List<RequestHttpHeadersFilter> ofRequests;
  private final List<ResponseHttpHeadersFilter> ofAnswers;

  /**
   * @param ofRequests take away headers that are not passed on
   * @param ofAnswers likewise, of answers
   */
  Forwarding(
      GatewayProperties services,
      ProxyExchange exchange,
      List<RequestHttpHeadersFilter> ofRequests,
      List<ResponseHttpHeadersFilter> ofAnswers) {
    this.services = services;
    this.exchange = exchange;
    this.ofRequests = List.copyOf(ofRequests);
    this.ofAnswers = List.copyOf(ofAnswers);
  }

  /**
   * The service's answer.
   *
   * @throws Problem if the caller's body cannot be read, or the service does not answer
   */
  ServerResponse to(Service service, ServerRequest request) {
    try {
      return new PassedAnswer(
          exchange.exchange(
              exchange
                  .request(request)
                  .uri(address(service, request.servletRequest()))
                  .headers(headers(request))
                  .responseConsumer((answer, passed) -> {
                    passed.headers().putAll(filtered(answer.getHeaders(), passed));
                    watch(service, request);
                  })
                  .build()));
    } catch (ResourceAccessException e) {
      throw told(service, e);
    }
  }

  /** Has the copying of the body tell a service that breaks off from a caller who goes. */
  private static void watch(Service service, ServerRequest request) {
    InputStream body = MvcUtils.getAttribute(request, MvcUtils.CLIENT_RESPONSE_INPUT_STREAM_ATTR);
    if (body != null) {
      MvcUtils.putAttribute(
          request,
          MvcUtils.CLIENT_RESPONSE_INPUT_STREAM_ATTR,
          new ServiceBody(body, e -> told(service, e)));
    }
  }

  private URI address(Service service, HttpServletRequest request) {
    URI at = services.at(service);
    String query = request.getQueryString();
    try {
      return URI.create(
          at.getScheme()
              + "://"
              + at.getRawAuthority()
              + request.getRequestURI()
              + (query == null ? "" : "?" + query));
    } catch (IllegalArgumentException e) {
      throw Problem.of(
          Code.BAD_REQUEST, "the path or the query is not percent-encoded as an address must be");
    }
  }

  private HttpHeaders headers(ServerRequest request) {
    HttpHeaders headers = request.headers().asHttpHeaders();
    for (RequestHttpHeadersFilter filter : ofRequests) {
      headers = filter.apply(headers, request);
    }
    HttpHeaders passed = HttpHeaders.copyOf(headers);
    Asker.tell(request.servletRequest(), passed);
    return passed;
  }

  private HttpHeaders filtered(HttpHeaders headers, ServerResponse answer) {
    HttpHeaders passed = headers;
    for (ResponseHttpHeadersFilter filter : ofAnswers) {
      passed = filter.apply(passed, answer);
    }
    return passed;
  }

  private static Problem told(Service service, ResourceAccessException e) {
    return BodyFault.in(e).orElseGet(() -> told(service, e.getCause()));
  }

  private static Problem told(Service service, @Nullable Throwable cause) {
    return problem(service.text(), cause).with("service", service.text());
  }

  private static Problem problem(String service, @Nullable Throwable cause) {
    return switch (cause) {
      case ConnectException _, HttpConnectTimeoutException _ ->
          Problem.of(
              Code.SERVICE_AWAY, service + " does not answer; nothing was done, so try again");
      case SSLHandshakeException _ ->
          Problem.of(
              Code.SERVICE_AWAY,
              service + " has no certificate that the gateway trusts; nothing was done");
      case HttpTimeoutException _ ->
          Problem.of(
              Code.SERVICE_TOO_SLOW,
              service + " took too long to answer; it may do what was asked for all the same");
      case null, default ->
          Problem.of(
              Code.SERVICE_BROKE_OFF,
              service + " broke off; it may have done what was asked for all the same");
    };
  }
}
