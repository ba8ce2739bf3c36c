package dev.likeness.client;

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
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running Likeness, asked over HTTP. Safe for all threads. Every method throws {@link ApiProblem}
 * if the answer is a refusal, and {@link NoAnswer} if there is none.
 */
public final class LikenessClient implements AutoCloseable {
  /** The largest photo that Likeness takes. */
  public static final int MAX_PHOTO_BYTES = 10 * 1024 * 1024;

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(90);
  private static final int NOT_FOUND = 404;

  private final HttpClient http;
  private final URI base;
  private final @Nullable String key;

  /**
   * @param base where it answers, such as {@code http://127.0.0.1:8080}
   */
  public LikenessClient(URI base) {
    this(base, null, null);
  }

  /**
   * @param base where it answers, such as {@code https://likeness.example.org}
   * @param key opens it, such as {@code lk_…}; null where none is needed
   * @param trusted verifies who answers; null for what this JVM trusts
   */
  public LikenessClient(URI base, @Nullable String key, @Nullable SSLContext trusted) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    if (trusted != null) {
      builder.sslContext(trusted);
    }
    this.http = builder.build();
    this.base = base;
    this.key = key;
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

  /** How each part is: an answer also where it says that one is not well. */
  public JsonNode health() {
    return json(send(request("/actuator/health").build()));
  }

  /** The stored photo of a face, as an image file. */
  public byte[] photo(FaceKey key) {
    HttpResponse<byte[]> response =
        send(
            HttpRequest.newBuilder(base.resolve(path(key) + "/photo"))
                .timeout(ANSWER)
                .header("Accept", "image/*, application/problem+json")
                .build());
    if (response.statusCode() >= 300) {
      throw problem(response, json(response));
    }
    return response.body();
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
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(ANSWER)
            .header("Accept", "application/json, application/problem+json");
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private JsonNode answer(HttpRequest request) {
    HttpResponse<byte[]> response = send(request);
    JsonNode body = json(response);
    if (response.statusCode() >= 300) {
      throw problem(response, body);
    }
    return body;
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (ConnectException e) {
      throw new NoAnswer(
          "nothing answers at " + base + "; start it with: likeness up (or pass --url)", e);
    } catch (HttpTimeoutException e) {
      throw new NoAnswer(base + " did not answer within " + ANSWER.toSeconds() + " s", e);
    } catch (SSLException e) {
      throw new NoAnswer(
          "the TLS connection to "
              + base
              + " failed: "
              + e.getMessage()
              + "; if the server's certificate is one of your own, pass its authority with --ca",
          e);
    } catch (IOException e) {
      throw new NoAnswer("the connection to " + base + " broke: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted", e);
    }
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
