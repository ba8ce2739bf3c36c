package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Client.Form;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.e2e.Program.Compilers;
import dev.likeness.e2e.RawHttp.Reply;
import dev.likeness.topics.TopicSettings;
import dev.likeness.web.Certificate;
import dev.likeness.web.access.Route;
import dev.likeness.web.access.Routes;
import dev.likeness.web.access.Service;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A cluster behind one address: what is asked there, and what is asked at the wrong service. */
@Order(7)
final class GatewayIT {
  @TempDir private static Path directory;
  private static Deployment deployment;
  private static Client services;
  private static Client gateway;

  @BeforeAll
  static void start() {
    deployment = new Deployment(directory).startAll();
    services = new Client(deployment);
    services.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);
    deployment.start(Part.GATEWAY);
    gateway = new Client(deployment, Part.GATEWAY);
    gateway.awaitReady(Part.GATEWAY);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    services.close();
    deployment.close();
  }

  @Test
  void shouldDoAWholeRoundAtOneAddress() {
    // Given
    byte[] large = Arrays.copyOf(People.portrait(0, 0), TopicSettings.MAX_PHOTO_BYTES);

    // When
    gateway.enrollFindably("one", "ada", "1", large);
    Answer found = gateway.find("one", People.portrait(0, 60), Map.of());
    Answer verified =
        gateway.post(
            Part.GATEWAY,
            "/v1/verify",
            new Form()
                .file("photo", large)
                .file("reference", Arrays.copyOf(People.portrait(0, 60), large.length)));
    Answer photo = gateway.get(Part.GATEWAY, Client.facesPath("one", "ada") + "/1/photo");
    Answer forgotten = gateway.delete(Part.GATEWAY, "/v1/galleries/one/subjects/ada");

    // Then
    assertThat(found.body().at("/faces/0/matches/0/subject").asString())
        .as(found.body().toString())
        .isEqualTo("ada");
    assertThat(verified.body().path("verified").asBoolean())
        .as(verified.body().toString())
        .isTrue();
    assertThat(photo.raw().headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(photo.raw().body()).isNotEmpty();
    assertThat(forgotten.status()).as(forgotten.body().toString()).isEqualTo(200);
  }

  @Test
  void shouldServeCommandsThatGoOnWhereTheyWere() throws IOException {
    // Given
    Path photos = Files.createDirectories(directory.resolve("photos").resolve("grace"));
    Files.write(photos.resolve("a.jpg"), People.portrait(1, 0));
    Files.write(photos.resolve("b.jpg"), People.portrait(1, 60));
    String[] enroll = {
      "enroll", "--wait", "--gallery", "commands", "--json", "--url", url(), photos.getParent() + ""
    };

    // When
    Answered first = Answered.to(enroll);
    Answered again = Answered.to(enroll);
    Answered status = Answered.to("status", "--url", url());

    // Then
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output()).isNotEqualTo(first.output());
    assertThat(status.exitCode()).as(status.output()).isZero();
    assertThat(status.output())
        .contains("health     UP", "commands: 2 faces")
        .doesNotContain("unknown");
  }

  @Test
  void shouldAnswerTheLinesOfTheReadme() throws IOException {
    ReadmeLines.run(
        Files.createDirectories(directory.resolve("readme")), deployment.http(Part.GATEWAY));
  }

  private static String url() {
    return deployment.http(Part.GATEWAY).toString();
  }

  @Test
  void shouldServeTheConsole() {
    Answer page = gateway.get(Part.GATEWAY, "/");
    String html = new String(page.raw().body(), StandardCharsets.UTF_8);

    assertThat(page.status()).isEqualTo(200);
    assertThat(html).contains("console/console.js");
    assertThat(gateway.get(Part.GATEWAY, "/console/console.js").status()).isEqualTo(200);
  }

  @Test
  void shouldSayWhichServiceHasARouteAndHaveEachRouteThere() {
    // Given
    List<String> wrong = new ArrayList<>();

    // When
    for (Route route : Routes.ALL) {
      Service service = route.service();
      if (service != null) {
        String path = route.pattern().getPatternString().replaceAll("\\{[a-z]+}", "x");
        Part own = service == Service.INGEST ? Part.INGEST : Part.SEARCH;
        Part other = service == Service.INGEST ? Part.SEARCH : Part.INGEST;
        Answer refused = services.ask(route.method(), other, path);
        Answer options = services.ask("OPTIONS", own, path);
        if (refused.status() != 421
            || !refused.code().equals("421 WRONG_SERVICE")
            || !refused.text("service").equals(service.text())) {
          wrong.add(route + " at the other service: " + refused.status() + refused.body());
        }
        if (!options.raw().headers().firstValue("Allow").orElse("").contains(route.method())) {
          wrong.add(route + " at " + service.text() + ": " + options.raw().headers());
        }
      }
    }

    // Then
    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldAnswerNobodyElsesRequestsWithoutKeys() {
    Answer fromElsewhere =
        services.ask("GET", Part.SEARCH, "/v1/galleries", "X-Forwarded-For", "192.0.2.1");
    Answer byAProxy =
        gateway.ask("GET", Part.GATEWAY, "/v1/galleries", "X-Forwarded-For", "192.0.2.1");
    Answer byTwo =
        gateway.ask(
            "GET",
            Part.GATEWAY,
            "/v1/galleries",
            "X-Forwarded-For",
            "127.0.0.1",
            "X-Forwarded-For",
            "192.0.2.1");
    Answer byTheStandard =
        gateway.ask("GET", Part.GATEWAY, "/v1/galleries", "Forwarded", "for=192.0.2.1");
    Answer ofThisMachine =
        gateway.ask("GET", Part.GATEWAY, "/v1/galleries", "X-Forwarded-For", "127.0.0.1");
    Answer foreign =
        gateway.ask("GET", Part.GATEWAY, "/v1/galleries", "Origin", "https://elsewhere.example");

    assertThat(fromElsewhere.code()).isEqualTo("403 FORBIDDEN");
    assertThat(byAProxy.code()).isEqualTo("403 FORBIDDEN");
    assertThat(byTwo.code()).isEqualTo("403 FORBIDDEN");
    assertThat(byTheStandard.code()).isEqualTo("403 FORBIDDEN");
    assertThat(ofThisMachine.status()).isEqualTo(200);
    assertThat(foreign.code()).isEqualTo("403 FORBIDDEN");
  }

  @Test
  void shouldTellNobodyElseMoreOfItsHealthThanTheState() {
    // When
    Answer here = gateway.get(Part.GATEWAY, "/actuator/health");
    Answer byAProxy =
        gateway.ask("GET", Part.GATEWAY, "/actuator/health", "X-Forwarded-For", "192.0.2.1");
    Answer toAPage =
        gateway.ask("GET", Part.GATEWAY, "/actuator/health", "Origin", "https://page.example");
    Reply rebound =
        RawHttp.send(
            deployment.http(Part.GATEWAY),
            RawHttp.bytes(
                "GET /actuator/health HTTP/1.1\r\nHost: page.example\r\nConnection: close\r\n\r\n"));

    // Then
    assertThat(here.body().at("/components/search-service/components/index").isObject())
        .as(here.body().toString())
        .isTrue();
    for (Answer other : List.of(byAProxy, toAPage)) {
      assertThat(other.text("status")).isEqualTo("UP");
      assertThat(other.body().has("components")).as(other.body().toString()).isFalse();
    }
    assertThat(rebound.status()).isEqualTo(200);
    assertThat(rebound.body()).contains("\"UP\"").doesNotContain("search-service");
  }

  @Test
  void shouldAnswerItsOwnPageOverTls() throws Exception {
    // Given
    Certificate certificate = Certificate.in(directory.resolve("tls"));
    deployment
        .with(
            Part.SECOND_GATEWAY,
            "--server.ssl.certificate=" + certificate.pem().toUri(),
            "--server.ssl.certificate-private-key=" + certificate.key().toUri())
        .start(Part.SECOND_GATEWAY);
    URI url = deployment.http(Part.SECOND_GATEWAY);
    byte[] photo = People.portrait(0, 0);

    // When
    HttpResponse<String> own;
    HttpResponse<String> foreign;
    try (HttpClient browser = HttpClient.newBuilder().sslContext(certificate.trust()).build()) {
      own = browser.send(detect(url, url.toString(), photo), BodyHandlers.ofString());
      foreign =
          browser.send(
              detect(url, url.toString().replace("https", "http"), photo), BodyHandlers.ofString());
    }

    // Then
    assertThat(url.getScheme()).isEqualTo("https");
    assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
    assertThat(foreign.statusCode()).as(foreign.body()).isEqualTo(403);
  }

  private static HttpRequest detect(URI url, String origin, byte[] photo) {
    String json = "{\"photo\":\"" + Base64.getEncoder().encodeToString(photo) + "\"}";
    return HttpRequest.newBuilder(url.resolve("/v1/detect"))
        .header("Content-Type", "application/json")
        .header("Origin", origin)
        .header("Sec-Fetch-Site", "same-origin")
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  @Test
  void shouldSayWhichServiceIsAway() {
    // Given
    JsonNode whole = gateway.get(Part.GATEWAY, "/actuator/health").body();

    // When
    deployment.kill(Part.SEARCH);
    Answer health =
        await()
            .until(
                () -> gateway.get(Part.GATEWAY, "/actuator/health"),
                answer -> answer.status() != 200);
    Answer enrolled = gateway.enroll("away", "ada", "1", People.portrait(0, 0));
    Answer found = gateway.find("away", People.portrait(0, 60), Map.of());
    Answer ready = gateway.get(Part.GATEWAY, "/readyz");
    startAnew();

    // Then
    assertThat(whole.path("status").asString()).as(whole.toString()).isEqualTo("UP");
    assertThat(whole.at("/components/search-service/components/index").isObject())
        .as(whole.toString())
        .isTrue();
    assertThat(health.status()).isEqualTo(503);
    assertThat(health.body().at("/components/search-service/status").asString()).isEqualTo("DOWN");
    assertThat(health.body().at("/components/ingest-service/status").asString()).isEqualTo("UP");
    assertThat(ready.status()).isEqualTo(200);
    assertThat(enrolled.status()).as(enrolled.body().toString()).isEqualTo(201);
    assertThat(found.code()).isEqualTo("503 SERVICE_AWAY");
    assertThat(found.text("service")).isEqualTo("search-service");
  }

  /** The search service has another port now, which the gateway learns at its own start. */
  private static void startAnew() {
    deployment.start(Part.SEARCH);
    services.awaitReady(Part.SEARCH);
    deployment.stop(Part.GATEWAY);
    deployment.start(Part.GATEWAY);
    gateway.awaitReady(Part.GATEWAY);
  }

  @Test
  void shouldSayWhatEachProcessTakes() throws IOException {
    for (String module : List.of("ingest-service", "embed-worker", "search-service", "gateway")) {
      List<String> command = new ArrayList<>(Program.command(module, Compilers.FIRST));
      command.add("--help");

      Tool help = Tool.run(directory, command.toArray(String[]::new));

      assertThat(help.exitCode()).as(help.output()).isZero();
      assertThat(help.output())
          .contains("Usage: likeness " + module, "--server.port", "--likeness.management.port");
    }
  }
}
