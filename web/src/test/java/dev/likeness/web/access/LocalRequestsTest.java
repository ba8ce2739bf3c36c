package dev.likeness.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.topics.AccessState;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Who is answered while there are no keys. */
final class LocalRequestsTest {
  private static final int FORBIDDEN = 403;

  private final Keys none = new Keys(() -> AccessState.NOTHING, true, () -> -1, Clock.systemUTC());

  private LocalRequests localRequests() {
    DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    HandlerExceptionResolver told =
        (_, response, _, _) -> {
          response.setStatus(FORBIDDEN);
          return new ModelAndView();
        };
    beans.registerSingleton("told", told);
    return new LocalRequests(
        none,
        true,
        List.of(),
        List.of(),
        new Refusals(beans.getBeanProvider(HandlerExceptionResolver.class)));
  }

  private static MockHttpServletRequest request(String host) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/find");
    request.setServerName(host.replaceAll(":[0-9]+$", ""));
    request.setServerPort(host.contains(":") ? 8080 : 80);
    request.addHeader("Host", host);
    return request;
  }

  private static int status(MockHttpServletRequest request, Filter... filters) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    try {
      new MockFilterChain(new Answering(), filters).doFilter(request, response);
    } catch (IOException | ServletException e) {
      throw new AssertionError(e);
    }
    return response.getStatus();
  }

  private static final class Answering extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    public void service(ServletRequest request, ServletResponse response) {}
  }

  private int status(String header, String... lines) {
    MockHttpServletRequest request = request("localhost:8080");
    for (String line : lines) {
      request.addHeader(header, line);
    }
    return status(request, localRequests());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "127.0.0.1, 192.0.2.1",
        "192.0.2.1, 127.0.0.1",
        "127.0.0.1,",
        "unknown",
        "2001:db8::1",
        "127.0.0.1.example.org",
        ""
      })
  void shouldRefuseWhatIsForwardedForAnotherMachine(String addresses) {
    assertThat(status("X-Forwarded-For", addresses)).isEqualTo(FORBIDDEN);
    assertThat(status("X-Forwarded-For", "127.0.0.1", addresses)).isEqualTo(FORBIDDEN);
    assertThat(status("x-forwarded-for", addresses, "127.0.0.1")).isEqualTo(FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=192.0.2.1",
        "proto=http;For=\"[2001:db8::1]:80\"",
        "for=127.0.0.1, for=192.0.2.1",
        "for=\"127.0.0.1, for=192.0.2.1",
        "for=unknown",
        "by=\", for=192.0.2.1"
      })
  void shouldRefuseWhatTheStandardHeaderNames(String elements) {
    assertThat(status("Forwarded", elements)).isEqualTo(FORBIDDEN);
    assertThat(status("Forwarded", "for=127.0.0.1", elements)).isEqualTo(FORBIDDEN);
  }

  @Test
  void shouldAnswerWhatIsForwardedForThisMachine() {
    assertThat(status("X-Forwarded-For", "127.0.0.1, 127.0.0.1", "::1")).isEqualTo(200);
    assertThat(status("X-Forwarded-For", "127.0.0.1:40000, [::1]:40000")).isEqualTo(200);
    assertThat(status("Forwarded", "for=127.0.0.1;proto=http, for=\"[::1]:80\"")).isEqualTo(200);
    assertThat(status(request("localhost:8080"), localRequests())).isEqualTo(200);
  }

  private int asked(String host, String origin, @Nullable String scheme) {
    MockHttpServletRequest request = request(host);
    request.addHeader("Origin", origin);
    if (scheme != null) {
      request.addHeader("X-Forwarded-Proto", scheme);
    }
    CorsConfiguration others = new CorsConfiguration();
    others.setAllowedOrigins(List.of("https://desk.example.org"));
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/v1/**", others);
    return status(request, new ForwardedScheme(), new CorsFilter(source), localRequests());
  }

  @Test
  void shouldCompareTheOriginWithTheSchemeThatTheGatewayWasAskedBy() {
    assertThat(asked("localhost:8080", "https://localhost:8080", "https")).isEqualTo(200);
    assertThat(asked("localhost", "https://localhost", "https, http")).isEqualTo(200);
    assertThat(asked("localhost:8080", "http://localhost:8080", null)).isEqualTo(200);
    assertThat(asked("localhost:8080", "https://localhost:8080", null)).isEqualTo(FORBIDDEN);
    assertThat(asked("localhost:8080", "https://localhost:8080", "gopher")).isEqualTo(FORBIDDEN);
    assertThat(asked("localhost:8080", "http://localhost:8080", "https")).isEqualTo(FORBIDDEN);
    assertThat(asked("localhost:8080", "https://evil.example", "https")).isEqualTo(FORBIDDEN);
  }
}
