package dev.likeness.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PortChecksTest {
  private HttpServer http;
  private HttpServer management;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.start();
    management.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
    management.stop(0);
  }

  /** One that asks for keys refuses the doctor, and tells how it is where no key is needed. */
  @Test
  void shouldTellHowALikenessWithKeysIs() {
    // Given
    answer(http, 401, "{\"status\": 401, \"code\": \"UNAUTHENTICATED\"}");
    answer(management, 200, "{\"status\": \"UP\"}");

    // When, Then
    assertThat(finding().level()).isEqualTo(Finding.Level.OK);
  }

  @Test
  void shouldNotBeMisledByAnotherProgramBesideIt() {
    // Given
    answer(http, 200, "{\"status\": \"UP\"}");
    answer(management, 404, "{\"status\": 404, \"error\": \"Not Found\"}");

    // When, Then
    assertThat(finding().level()).isEqualTo(Finding.Level.OK);
  }

  @Test
  void shouldTellThatALikenessIsNotReady() {
    // Given
    answer(management, 503, "{\"status\": \"OUT_OF_SERVICE\"}");

    // When, Then
    assertThat(finding().line()).startsWith("WARN").contains("not ready: OUT_OF_SERVICE");
  }

  @Test
  void shouldTellWhatSaysNothingOfItself() {
    // Given
    answer(http, 401, "{\"status\": 401, \"code\": \"UNAUTHENTICATED\"}");
    management.stop(0);

    // When, Then
    assertThat(finding().level()).isEqualTo(Finding.Level.FAIL);
    assertThat(finding().line()).contains("--management-port");
  }

  private Finding finding() {
    int port = http.getAddress().getPort();
    return PortChecks.http(port, PortChecks.health(port, management.getAddress().getPort()));
  }

  private static void answer(HttpServer server, int status, String json) {
    server.createContext(
        "/actuator/health",
        exchange -> {
          byte[] body = json.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
  }
}
