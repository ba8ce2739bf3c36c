package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.faces.Metadata;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Typed requests on a real server, and how they are described there. */
final class ServerTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static @Nullable ServletWebServerApplicationContext server;

  record Form(
      @NotNull(message = "send it") @Schema(description = "A photo") byte[] photo,
      @Segment(Segment.Of.SUBJECT) @Nullable String subject,
      @Nullable Metadata filter) {}

  record Page(@Schema(description = "How many", defaultValue = "100") int limit) {}

  record Told(int bytes, String subject) {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({WebConfiguration.class, Asked.class})
  static class Application {}

  @RestController
  static final class Asked {
    @PostMapping("/v1/form")
    Told form(@Fields(Fields.In.FORM) Form form) {
      return new Told(form.photo().length, "" + form.subject());
    }

    @GetMapping("/v1/galleries/{gallery}")
    String page(@Fields(Fields.In.PATH) GalleryPath gallery, @Fields(Fields.In.QUERY) Page page) {
      return gallery.gallery() + page.limit();
    }

    @DeleteMapping("/v1/galleries/{gallery}")
    String delete(@Fields(Fields.In.PATH) GalleryPath gallery) {
      return "deleted " + gallery.gallery();
    }
  }

  @BeforeAll
  static void start() {
    server =
        (ServletWebServerApplicationContext)
            SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--spring.config.import=classpath:likeness-web.yml");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> send(String method, String path, String type, String body)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getWebServer().getPort() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String part(String name, String file, String value) {
    return "--b\r\nContent-Disposition: form-data; name=\""
        + name
        + "\""
        + file
        + "\r\n\r\n"
        + value
        + "\r\n";
  }

  @Test
  void shouldReadPartsAndRefuseThoseGivenTwice() throws Exception {
    // Given
    String type = "multipart/form-data; boundary=b";
    String photo = part("photo", "; filename=\"a.jpg\"", "pixels");

    // When
    HttpResponse<String> once =
        send("POST", "/v1/form", type, photo + part("subject", "", "ada") + "--b--\r\n");
    HttpResponse<String> twice = send("POST", "/v1/form", type, photo + photo + "--b--\r\n");
    HttpResponse<String> text =
        send("POST", "/v1/form", type, part("photo", "", "a.jpg") + "--b--\r\n");

    // Then
    assertThat(once.body()).isEqualTo("{\"bytes\":6,\"subject\":\"ada\"}");
    assertThat(twice.statusCode()).as(twice.body()).isEqualTo(400);
    assertThat(twice.body()).contains("field 'photo' is given twice");
    assertThat(text.body()).contains("expected a file part");
  }

  @Test
  void shouldDeleteNothingWhenAParameterIsNotKnown() throws Exception {
    assertThat(send("DELETE", "/v1/galleries/a?dry_run=true", "", "").statusCode()).isEqualTo(400);
    assertThat(send("DELETE", "/v1/galleries/a", "", "").body()).isEqualTo("deleted a");
  }

  @Test
  void shouldAnswerEveryMethodAndEveryAddress() throws Exception {
    HttpResponse<String> wrong = send("PUT", "/v1/galleries/a", "", "");
    HttpResponse<String> slash = send("GET", "/v1/galleries/a/?limit=3", "", "");
    HttpResponse<String> head = send("HEAD", "/v1/galleries/a", "", "");
    HttpResponse<String> options = send("OPTIONS", "/v1/galleries/a", "", "");

    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).contains("DELETE, GET, HEAD, OPTIONS");
    assertThat(slash.statusCode()).isEqualTo(308);
    assertThat(slash.headers().firstValue("Location")).contains("/v1/galleries/a?limit=3");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(options.statusCode()).isEqualTo(200);
    assertThat(options.headers().firstValue("Allow").orElse("")).contains("DELETE", "GET", "HEAD");
  }

  @Test
  void shouldSpeakTheProtocolThatLimitsTheTimeOfHeadersOnEveryPort() {
    assertThat(((TomcatWebServer) server.getWebServer()).getTomcat().getService().findConnectors())
        .hasSize(2)
        .allSatisfy(connector ->
            assertThat(connector.getProtocolHandler())
                .isInstanceOfSatisfying(
                    HttpProtocol.class,
                    protocol -> assertThat(protocol.getConnectionTimeout()).isEqualTo(10_000)));
  }

  @Test
  void shouldDescribeRequestsAsTheyAre() throws Exception {
    // When
    JsonNode document = JsonMapper.shared().readTree(send("GET", "/v3/api-docs", "", "").body());

    // Then
    JsonNode body = document.at("/paths/~1v1~1form/post/requestBody");
    assertThat(body.path("required").asBoolean()).as(document.toString()).isTrue();
    assertThat(body.path("content").propertyNames()).containsExactly("multipart/form-data");
    JsonNode form = body.path("content").path("multipart/form-data").path("schema");
    assertThat(form.at("/properties/photo/format").asString()).isEqualTo("binary");
    assertThat(form.at("/properties/photo/description").asString()).isEqualTo("A photo");
    assertThat(form.at("/properties/filter/type").asString()).isEqualTo("object");
    assertThat(form.path("required").toString()).isEqualTo("[\"photo\"]");
    JsonNode parameters = document.at("/paths/~1v1~1galleries~1{gallery}/get/parameters");
    assertThat(parameters.toString()).as(document.toString()).contains("\"limit\"", "\"path\"");
    assertThat(parameters.size()).isEqualTo(2);
  }
}
