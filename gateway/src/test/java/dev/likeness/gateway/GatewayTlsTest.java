package dev.likeness.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.web.Certificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The gateway in front of services that speak TLS, with a certificate of their own making. */
final class GatewayTlsTest {
  @TempDir private static Path directory;
  private static FakeService search;
  private static Path trusted;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    Certificate certificate = Certificate.in(directory);
    search = new FakeService("search", certificate.shown());
    trusted = certificate.pem();
    System.setProperty("spring.config.name", "gateway");
  }

  @AfterAll
  static void stop() {
    System.clearProperty("spring.config.name");
    search.close();
  }

  @Test
  void shouldPassRequestsOnToAServiceWhoseCertificateItTrusts() throws Exception {
    // When
    HttpResponse<String> answer =
        ask(
            "--likeness.gateway.bundle=services",
            "--spring.ssl.bundle.pem.services.truststore.certificate=" + trusted.toUri());

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).startsWith("search\nGET /v1/galleries");
  }

  @Test
  void shouldPassNothingOnToAServiceWhoseCertificateItDoesNotTrust() throws Exception {
    // When
    HttpResponse<String> answer = ask();

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(JsonMapper.shared().readTree(answer.body()).path("code").asString())
        .isEqualTo("SERVICE_AWAY");
    assertThat(answer.body()).contains("certificate").doesNotContain("Exception", "PKIX");
  }

  private static HttpResponse<String> ask(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--server.port=0");
    arguments.add("--likeness.gateway.search-service=" + search.address());
    try (ServletWebServerApplicationContext gateway =
            (ServletWebServerApplicationContext)
                SpringApplication.run(GatewayApplication.class, arguments.toArray(String[]::new));
        HttpClient http = HttpClient.newHttpClient()) {
      URI uri =
          URI.create("http://127.0.0.1:" + gateway.getWebServer().getPort() + "/v1/galleries");
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
