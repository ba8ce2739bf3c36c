package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Deployment.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API of a deployment, as a caller writes it. */
final class Client implements AutoCloseable {
  private static final String BOUNDARY = "likeness-e2e";
  private static final Duration PATIENCE = Patience.LONG;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Function<Part, URI> addresses;
  private final Consumer<Part> assertAlive;

  Client(Deployment deployment) {
    this.addresses = deployment::http;
    this.assertAlive =
        part -> assertThat(deployment.isAlive(part)).as(deployment.output(part)).isTrue();
  }

  /** Of a deployment that is asked at one address, whoever it is that answers. */
  Client(Deployment deployment, Part everything) {
    this.addresses = _ -> deployment.http(everything);
    this.assertAlive =
        _ -> assertThat(deployment.isAlive(everything)).as(deployment.output(everything)).isTrue();
  }

  /** Of a Likeness that is every part in one process. */
  Client(Installation installation) {
    this.addresses = _ -> URI.create(installation.url());
    this.assertAlive = _ -> {};
  }

  /**
   * An answer.
   *
   * @param body JSON, or missing if there was none
   */
  record Answer(int status, JsonNode body, HttpResponse<byte[]> raw) {
    String text(String member) {
      return body.path(member).asString();
    }

    /** The stable code of a problem, after making sure that it is one. */
    String code() {
      assertThat(raw.headers().firstValue("content-type").orElse(""))
          .as(new String(raw.body(), StandardCharsets.UTF_8))
          .startsWith("application/problem+json");
      assertThat(body.path("status").asInt()).isEqualTo(status);
      assertThat(body.path("detail").asString()).isNotBlank().doesNotContain("Exception");
      return status + " " + text("code");
    }
  }

  /** A multipart form in the making. */
  static final class Form {
    private static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Form field(String name, String value) {
      return part(name, "", "text/plain", value.getBytes(StandardCharsets.UTF_8));
    }

    Form file(String name, byte[] content) {
      return part(name, "; filename=\"photo\"", "application/octet-stream", content);
    }

    private Form part(String name, String more, String type, byte[] content) {
      String head =
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\nContent-Type: %s\r\n\r\n"
              .formatted(BOUNDARY, name, more, type);
      bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(content);
      bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
      return this;
    }

    private byte[] end() {
      bytes.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
      return bytes.toByteArray();
    }
  }

  Answer post(Part part, String path, Form form) {
    return send(posting(part, path, Form.TYPE, form.end()));
  }

  Answer post(Part part, String path, String contentType, byte[] body) {
    return send(posting(part, path, contentType, body));
  }

  Answer put(Part part, String path, String json) {
    return send(
        request(part, path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /** Enrolls a photo that is the whole body. */
  Answer putPhoto(String face, byte[] photo) {
    return send(
        request(Part.INGEST, face + "/photo")
            .header("Content-Type", "image/jpeg")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(photo))
            .build());
  }

  Answer get(Part part, String path) {
    return send(request(part, path).GET().build());
  }

  /** Asks by any method, without a body. */
  Answer ask(String method, Part part, String path, String... headers) {
    HttpRequest.Builder request =
        request(part, path).method(method, HttpRequest.BodyPublishers.noBody());
    return send(headers.length == 0 ? request.build() : request.headers(headers).build());
  }

  Answer delete(Part part, String path) {
    return send(request(part, path).DELETE().build());
  }

  /** Enrolls a photo and waits until it is embedded. */
  Answer enroll(String gallery, String subject, String face, byte[] photo) {
    return post(
        Part.INGEST,
        facesPath(gallery, subject) + "?wait=PT30S",
        new Form().file("photo", photo).field("face", face));
  }

  /** Enrolls a photo and waits until it can be found. */
  void enrollFindably(String gallery, String subject, String face, byte[] photo) {
    Answer enrolled = enroll(gallery, subject, face, photo);
    assertThat(enrolled.status()).as(enrolled.body().toString()).isIn(201, 202);
    String path = facesPath(gallery, subject) + "/" + face;
    await(path)
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Answer found = get(Part.SEARCH, path + "?min_position=" + enrolled.text("position"));
          assertThat(found.status()).as(found.body().toString()).isEqualTo(200);
          assertThat(found.text("status")).isEqualTo("searchable");
        });
  }

  /**
   * Forgets a face that is enrolled. A service that has not applied it in time says so, and is
   * asked again, as a caller does; applied meanwhile, the face is unknown.
   */
  void forget(String path) {
    Answer first = delete(Part.SEARCH, path);
    if (first.status() == 200) {
      return;
    }
    assertThat(first.code()).isEqualTo("503 NOT_YET_APPLIED");
    await(path)
        .atMost(PATIENCE)
        .until(
            () -> delete(Part.SEARCH, path),
            answer -> answer.status() == 200 || answer.status() == 404);
  }

  /** Waits until a face that was published can be found. */
  void awaitSearchable(String gallery, String subject, String face, Duration patience) {
    String path = facesPath(gallery, subject) + "/" + face;
    await(path)
        .atMost(patience)
        .untilAsserted(
            () -> assertThat(get(Part.SEARCH, path).text("status")).isEqualTo("searchable"));
  }

  /** Asks for a new index: of a model, or of the one that answers if none is named. */
  Answer reindex(String model) {
    String request = model.isEmpty() ? "{}" : "{\"model\":\"" + model + "\"}";
    return post(
        Part.SEARCH,
        "/v1/admin/reindex",
        "application/json",
        request.getBytes(StandardCharsets.UTF_8));
  }

  /** Which index answers, and how far the next one is. */
  JsonNode reindexing() {
    return get(Part.SEARCH, "/v1/admin/reindex").body();
  }

  /**
   * Waits until nothing is being built any more, which a look at any moment must not say before the
   * generation answers.
   */
  void awaitGeneration(int number, String model) {
    await()
        .atMost(PATIENCE)
        .until(
            this::reindexing,
            now ->
                now.path("status").asString().equals("building")
                    || now.path("serving").path("generation").asInt() == number);
    JsonNode idle =
        await()
            .atMost(PATIENCE)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(20))
            .until(this::reindexing, now -> now.path("status").asString().equals("idle"));
    assertThat(idle.path("serving").path("generation").asInt())
        .as(idle.toString())
        .isEqualTo(number);
    assertThat(idle.path("serving").path("model").asString()).isEqualTo(model);
  }

  /** The first figure of a part's own meter, over all its tags; 0 if it has none yet. */
  int meter(Part part, String name) {
    return get(part, "/actuator/metrics/" + name)
        .body()
        .path("measurements")
        .path(0)
        .path("value")
        .asInt();
  }

  Answer find(String gallery, byte[] photo, Map<String, String> fields) {
    return find(Part.SEARCH, gallery, photo, fields);
  }

  Answer find(Part part, String gallery, byte[] photo, Map<String, String> fields) {
    return send(finding(part, gallery, photo, fields));
  }

  /** As {@link #find}, but a refusal by an overloaded service is an answer, too. */
  Answer findOnce(Part part, String gallery, byte[] photo, Map<String, String> fields) {
    return sendOnce(finding(part, gallery, photo, fields));
  }

  private HttpRequest finding(Part part, String gallery, byte[] photo, Map<String, String> fields) {
    Form form = new Form().file("photo", photo).field("gallery", gallery);
    new LinkedHashMap<>(fields).forEach(form::field);
    return posting(part, "/v1/find", Form.TYPE, form.end());
  }

  static String facesPath(String gallery, String subject) {
    return "/v1/galleries/" + encoded(gallery) + "/subjects/" + encoded(subject) + "/faces";
  }

  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Waits until the services say they are ready. */
  void awaitReady(Part... parts) {
    for (Part part : parts) {
      await(part + " to be ready")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .ignoreExceptions()
          .untilAsserted(() -> {
            assertAlive.accept(part);
            assertThat(get(part, "/actuator/health/readiness").status()).isEqualTo(200);
          });
    }
  }

  private HttpRequest posting(Part part, String path, String contentType, byte[] body) {
    return request(part, path)
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }

  private HttpRequest.Builder request(Part part, String path) {
    URI uri = URI.create(addresses.apply(part) + path);
    return HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(3));
  }

  /** Asks, and once more after Retry-After as long as the service is overloaded. */
  private Answer send(HttpRequest request) {
    Answer first = sendOnce(request);
    return overloaded(first)
        ? await("an answer to " + request.uri())
            .atMost(PATIENCE)
            .pollInterval(Duration.ofSeconds(retryAfter(first)))
            .until(() -> sendOnce(request), answer -> !overloaded(answer))
        : first;
  }

  private static boolean overloaded(Answer answer) {
    return answer.status() == 503 && answer.text("code").equals("OVERLOADED");
  }

  private static long retryAfter(Answer overloaded) {
    return overloaded.raw().headers().firstValueAsLong("Retry-After").orElseThrow();
  }

  private Answer sendOnce(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      String type = response.headers().firstValue("content-type").orElse("");
      JsonNode body =
          type.contains("json")
              ? JsonMapper.shared().readTree(response.body())
              : JsonMapper.shared().missingNode();
      return new Answer(response.statusCode(), body, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
