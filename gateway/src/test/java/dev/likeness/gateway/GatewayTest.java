package dev.likeness.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.likeness.web.BodyLimit;
import dev.likeness.web.ManagementPort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway on a real server, in front of services that tell what they were asked. */
final class GatewayTest {
  private static final String FACES = "/v1/galleries/a%2Fb/subjects/%C3%A9/faces";

  private static FakeService ingest;
  private static FakeService search;
  private static ServletWebServerApplicationContext gateway;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    ingest = new FakeService("ingest");
    search = new FakeService("search");
    FakeService gone = new FakeService("worker");
    gone.close();
    System.setProperty("spring.config.name", "gateway");
    gateway =
        (ServletWebServerApplicationContext)
            SpringApplication.run(
                GatewayApplication.class,
                "--server.port=0",
                "--likeness.gateway.ingest-service=" + ingest.address(),
                "--likeness.gateway.search-service=" + search.address(),
                "--likeness.gateway.embed-worker=" + gone.address());
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    gateway.close();
    System.clearProperty("spring.config.name");
    ingest.close();
    search.close();
  }

  private static HttpResponse<String> send(
      int port, String method, String path, BodyPublisher body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    return send(gateway.getWebServer().getPort(), method, path, BodyPublishers.noBody(), headers);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String problem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type"))
        .as(answer.body())
        .contains("application/problem+json");
    assertThat(json(answer).path("detail").asString()).isNotBlank().doesNotContain("Exception");
    return answer.statusCode() + " " + json(answer).path("code").asString();
  }

  @Test
  void shouldPassARequestOnAndItsAnswerBackAsTheyAre() throws Exception {
    // Given
    int port = gateway.getWebServer().getPort();

    // When
    HttpResponse<String> answer =
        send(
            port,
            "POST",
            FACES + "?wait=PT1S&x=%2B+%20",
            BodyPublishers.ofString("a=1&b=2"),
            "Content-Type",
            "application/x-www-form-urlencoded",
            "x-api-key",
            "lk_1",
            "Authorization",
            "Bearer lk_2",
            "traceparent",
            "00-1-2-01",
            "X-Forwarded-For",
            "10.1.2.3",
            "X-Forwarded-For",
            "10.1.2.4",
            "Forwarded",
            "for=10.1.2.3");

    // Then
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("X-Own")).contains("ingest");
    assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
    assertThat(answer.body().lines())
        .containsExactly(
            "ingest",
            "POST " + FACES + "?wait=PT1S&x=%2B+%20",
            "host 127.0.0.1:" + port,
            "key lk_1",
            "bearer Bearer lk_2",
            "trace 00-1-2-01",
            "for [10.1.2.3, 10.1.2.4, 127.0.0.1]",
            "forwarded [for=10.1.2.3]",
            "proto [http]",
            "length 7",
            "bytes 7");
  }

  @Test
  void shouldPassTheFormOfAPutOn() throws Exception {
    // When
    HttpResponse<String> answer =
        send(
            gateway.getWebServer().getPort(),
            "PUT",
            "/v1/admin/rates/a",
            BodyPublishers.ofString("a=1&b=2"),
            "Content-Type",
            "application/x-www-form-urlencoded",
            "X-Forwarded-Proto",
            "https");

    // Then
    assertThat(answer.body().lines())
        .contains("PUT /v1/admin/rates/a", "proto [https]", "length 7", "bytes 7");
  }

  @Test
  void shouldFindTheServiceOfEachMethod() throws Exception {
    HttpResponse<String> listed = send("GET", FACES);
    HttpResponse<String> head = send("HEAD", FACES);
    HttpResponse<String> browser =
        send(
            "OPTIONS",
            FACES,
            "Origin",
            "https://desk.example.org",
            "Access-Control-Request-Method",
            "POST");
    HttpResponse<String> options = send("OPTIONS", FACES);
    HttpResponse<String> wrong = send("PUT", FACES);

    assertThat(listed.body()).startsWith("search\nGET " + FACES);
    assertThat(head.headers().firstValue("X-Own")).contains("search");
    assertThat(browser.body()).startsWith("ingest\nOPTIONS");
    assertThat(options.headers().firstValue("Allow")).contains("GET,HEAD,OPTIONS,POST");
    assertThat(problem(wrong)).isEqualTo("405 METHOD_NOT_ALLOWED");
    assertThat(wrong.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
  }

  @Test
  void shouldPassNothingOnThatIsNoRouteForCallers() throws Exception {
    assertThat(problem(send("GET", "/nowhere"))).isEqualTo("404 UNKNOWN_ROUTE");
    assertThat(problem(send("GET", "/v1/nowhere"))).isEqualTo("404 UNKNOWN_ROUTE");
    assertThat(problem(send("POST", "/peer/search"))).isEqualTo("404 UNKNOWN_ROUTE");
    assertThat(problem(send("GET", "/actuator/prometheus"))).isEqualTo("404 UNKNOWN_ROUTE");
    assertThat(send("GET", "/v1/galleries/").headers().firstValue("Location"))
        .contains("/v1/galleries");
  }

  @Test
  void shouldPassABodyOnWhoseLengthIsNotSaid() throws Exception {
    // Given
    byte[] photo = new byte[Math.toIntExact(BodyLimit.TWO_PHOTOS)];
    int port = gateway.getWebServer().getPort();

    // When
    HttpResponse<String> answer =
        send(
            port,
            "POST",
            "/v1/verify",
            BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(photo)));
    HttpResponse<String> larger =
        send(port, "POST", "/v1/verify", BodyPublishers.ofByteArray(new byte[photo.length + 1]));

    // Then
    assertThat(answer.body()).contains("length null", "bytes " + photo.length);
    assertThat(problem(larger)).isEqualTo("413 TOO_LARGE");
  }

  @Test
  void shouldSayThatAServiceDoesNotAnswer() throws Exception {
    // Given
    FakeService gone = new FakeService("gone");
    gone.close();

    // When
    HttpResponse<String> away;
    try (ServletWebServerApplicationContext other =
        (ServletWebServerApplicationContext)
            SpringApplication.run(
                GatewayApplication.class,
                "--server.port=0",
                "--likeness.gateway.search-service=" + gone.address())) {
      away = send(other.getWebServer().getPort(), "GET", "/v1/galleries", BodyPublishers.noBody());
    }
    HttpResponse<String> slow;
    try (ServletWebServerApplicationContext impatient =
        (ServletWebServerApplicationContext)
            SpringApplication.run(
                GatewayApplication.class,
                "--server.port=0",
                "--likeness.gateway.patience=1s",
                "--likeness.gateway.search-service=" + search.address())) {
      int port = impatient.getWebServer().getPort();
      slow = send(port, "GET", "/v1/galleries/slow", BodyPublishers.noBody());
    }
    HttpResponse<String> broken = send("DELETE", "/v1/galleries/broken");

    // Then
    assertThat(problem(away)).isEqualTo("503 SERVICE_AWAY");
    assertThat(away.headers().firstValue("Retry-After")).isPresent();
    assertThat(json(away).path("service").asString()).isEqualTo("search-service");
    assertThat(problem(slow)).isEqualTo("504 SERVICE_TOO_SLOW");
    assertThat(problem(broken)).isEqualTo("502 SERVICE_BROKE_OFF");
  }

  @ParameterizedTest
  @ValueSource(strings = {"length", "chunked"})
  void shouldSayThatAnAnswerBrokeOff(String how) throws Exception {
    // When
    HttpResponse<String> answer = send("GET", "/v1/galleries/cut-" + how + "-100");

    // Then
    assertThat(problem(answer)).isEqualTo("502 SERVICE_BROKE_OFF");
    assertThat(json(answer).path("service").asString()).isEqualTo("search-service");
    assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"length", "chunked"})
  void shouldBreakOffWhatACallerHasAPartOf(String how) {
    assertThatIOException().isThrownBy(() -> send("GET", "/v1/galleries/cut-" + how + "-1000000"));
    assertThatIOException()
        .isThrownBy(() ->
            send(
                gateway.getWebServer().getPort(),
                "DELETE",
                "/v1/galleries/cut-" + how + "-1000000",
                BodyPublishers.ofString("a body")));
  }

  @Test
  @Timeout(60)
  void shouldPassEventsOnOneByOne() throws Exception {
    // Given
    URI events =
        URI.create("http://127.0.0.1:" + gateway.getWebServer().getPort() + "/v1/admin/events");
    search.tellOneMore();

    // When
    HttpResponse<Stream<String>> answer =
        http.send(HttpRequest.newBuilder(events).build(), HttpResponse.BodyHandlers.ofLines());

    // Then
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    try (Stream<String> lines = answer.body()) {
      Iterator<String> told = lines.filter(line -> !line.isEmpty()).iterator();
      assertThat(told.next()).isEqualTo("data: 1");
      search.tellOneMore();
      assertThat(told.next()).isEqualTo("data: 2");
      assertThat(told.hasNext()).isFalse();
    }
  }

  @Test
  void shouldNestTheHealthThatEachServiceTellsTheCaller() throws Exception {
    // Given
    int management = gateway.getBean(ManagementPort.class).port();
    String address = "127.0.0.1:" + gateway.getWebServer().getPort();

    // When
    HttpResponse<String> toAKey =
        send(
            "GET",
            "/actuator/health",
            "x-api-key",
            "lk_1",
            "Origin",
            "https://page.example",
            "Sec-Fetch-Site",
            "cross-site",
            "X-Forwarded-For",
            "10.1.2.3");
    HttpResponse<String> toOperators =
        send(management, "GET", "/actuator/health", BodyPublishers.noBody());
    HttpResponse<String> ready = send("GET", "/readyz");
    HttpResponse<String> metrics =
        send(management, "GET", "/actuator/prometheus", BodyPublishers.noBody());

    // Then
    assertThat(json(toAKey).path("components").propertyNames())
        .as(toAKey.body())
        .containsExactlyInAnyOrder(
            "ingest-service", "embed-worker", "search-service", "livenessState", "readinessState");
    JsonNode log = json(toAKey).at("/components/search-service/components/log");
    assertThat(log.path("status").asString()).isEqualTo("DOWN");
    assertThat(log.at("/details/Host").asString()).isEqualTo(address);
    assertThat(log.at("/details/Origin").asString()).isEqualTo("https://page.example");
    assertThat(log.at("/details/Sec-Fetch-Site").asString()).isEqualTo("cross-site");
    assertThat(log.at("/details/X-Forwarded-For").asString()).isEqualTo("10.1.2.3, 127.0.0.1");
    assertThat(log.at("/details/X-Forwarded-Proto").asString()).isEqualTo("http");
    JsonNode components = json(toOperators).path("components");
    assertThat(components.at("/ingest-service/components/readiness/status").asString())
        .as(toOperators.body())
        .isEqualTo("UP");
    assertThat(components.at("/embed-worker/status").asString()).isEqualTo("DOWN");
    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
    assertThat(metrics.body()).contains("http_server_requests_seconds");
  }

  @Test
  void shouldTellTheStateAloneToWhomNoServiceTellsMore() throws Exception {
    // When
    HttpResponse<String> state = send("GET", "/actuator/health");
    HttpResponse<String> part = send("GET", "/actuator/health/search-service");

    // Then
    assertThat(state.statusCode()).as(state.body()).isEqualTo(503);
    assertThat(json(state).path("status").asString()).isEqualTo("DOWN");
    assertThat(json(state).has("components")).isFalse();
    assertThat(part.statusCode()).as(part.body()).isEqualTo(404);
  }

  @Test
  void shouldServeTheConsoleAndTheDescriptionOfTheWholeApi() throws Exception {
    HttpResponse<String> page = send("GET", "/");
    HttpResponse<String> yaml = send("GET", "/v3/api-docs.yaml");
    HttpResponse<String> described = send("GET", "/v3/api-docs");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<html");
    assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    assertThat(yaml.body()).startsWith("openapi: 3");
    assertThat(json(described).path("paths").propertyNames()).contains("/v1/find", "/v1/enroll");
    assertThat(send("GET", "/swagger-ui/index.html").body()).startsWith("search\n");
  }

  @Test
  void shouldRefuseAddressesThatAreNone() {
    URI service = URI.create("http://127.0.0.1:8081");

    for (String wrong : new String[] {"search-service:8083", "ftp://a", "http://a/path"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              new GatewayProperties(
                  service, service, URI.create(wrong), Duration.ofSeconds(1), null))
          .withMessageContaining("likeness.gateway.search-service is '" + wrong + "'");
    }
  }
}
