package dev.likeness.standalone.client;

import dev.likeness.faces.FaceKey;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running Likeness, asked over HTTP. Safe for all threads. Every method throws {@link ApiProblem}
 * if the answer is a refusal, and {@link NoAnswer} if there is none.
 */
public final class LikenessClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(90);
  private static final int NOT_FOUND = 404;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final URI base;

  /**
   * @param base where it answers, such as {@code http://127.0.0.1:8080}
   */
  public LikenessClient(URI base) {
    this.base = base;
  }

  /** Sends a form with a photo; {@code reference} is a second photo. */
  public JsonNode post(
      String path, Map<String, String> fields, byte[] photo, byte @Nullable [] reference) {
    Multipart form = new Multipart();
    fields.forEach(form::text);
    form.photo("photo", photo);
    if (reference != null) {
      form.photo("reference", reference);
    }
    return answer(
        request(path)
            .header("Content-Type", form.contentType())
            .POST(HttpRequest.BodyPublishers.ofByteArray(form.finish()))
            .build());
  }

  /**
   * Sends JSON.
   *
   * @param body what Jackson makes the body of
   */
  public JsonNode post(String path, Object body) {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body)))
            .build());
  }

  /**
   * Sets a resource.
   *
   * @param body what Jackson makes the body of
   */
  public JsonNode put(String path, Object body) {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(
                HttpRequest.BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body)))
            .build());
  }

  /** Reads a resource. */
  public JsonNode get(String path) {
    return answer(request(path).build());
  }

  /** What is known of a face; empty if nothing is. */
  public Optional<JsonNode> face(FaceKey key) {
    try {
      return Optional.of(get(path(key)));
    } catch (ApiProblem e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Forgets what a path names. */
  public JsonNode delete(String path) {
    return answer(request(path).DELETE().build());
  }

  /** The path of a face. */
  public static String path(FaceKey key) {
    return path(key.gallery(), key.subject()) + "/faces/" + segment(key.face());
  }

  /** The path of a subject. */
  public static String path(String gallery, String subject) {
    return path(gallery) + "/subjects/" + segment(subject);
  }

  /** The path of a gallery. */
  public static String path(String gallery) {
    return "/v1/galleries/" + segment(gallery);
  }

  /** A name as a segment of a path. */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(ANSWER)
        .header("Accept", "application/json, application/problem+json");
  }

  private JsonNode answer(HttpRequest request) {
    HttpResponse<byte[]> response;
    try {
      response = http.send(request, BodyHandlers.ofByteArray());
    } catch (ConnectException e) {
      throw new NoAnswer(
          "nothing answers at " + base + "; start it with: likeness up (or pass --url)", e);
    } catch (HttpTimeoutException e) {
      throw new NoAnswer(base + " did not answer within " + ANSWER.toSeconds() + " s", e);
    } catch (IOException e) {
      throw new NoAnswer("the connection to " + base + " broke: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted", e);
    }
    JsonNode body = json(response);
    if (response.statusCode() >= 300) {
      throw problem(response, body);
    }
    return body;
  }

  private JsonNode json(HttpResponse<byte[]> response) {
    try {
      return JsonMapper.shared().readTree(response.body());
    } catch (JacksonException e) {
      throw new NoAnswer(
          base + " answered " + response.statusCode() + " without JSON; is it a Likeness?", e);
    }
  }

  private static ApiProblem problem(HttpResponse<byte[]> response, JsonNode body) {
    return new ApiProblem(
        response.statusCode(),
        body.path("code").asString("HTTP_" + response.statusCode()),
        body.path("detail").asString(body.path("title").asString("no detail was given")),
        response
            .headers()
            .firstValue("Retry-After")
            .filter(seconds -> seconds.matches("[0-9]{1,4}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(null));
  }

  @Override
  public void close() {
    http.close();
  }
}
