package dev.likeness.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to a Likeness, and tells refusals and silence from answers. */
final class Http implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(90);
  private static final String PROBLEM = ", application/problem+json";

  /**
   * What a newer server says besides is of no matter, nor is a number that an older one leaves out.
   */
  private static final ObjectReader READER =
      JsonMapper.shared()
          .reader()
          .without(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private final HttpClient client;
  private final URI base;
  private final @Nullable String key;

  Http(URI base, @Nullable String key, @Nullable SSLContext trusted) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    if (trusted != null) {
      builder.sslContext(trusted);
    }
    this.client = builder.build();
    this.base = base;
    this.key = key;
  }

  <T> T answer(Call call, Class<T> type) {
    return read(accepted(call, "application/json"), type);
  }

  /** The answer, also where it is a refusal. */
  <T> T anyAnswer(Call call, Class<T> type) {
    return read(send(call, "application/json"), type);
  }

  byte[] bytes(Call call) {
    return accepted(call, "image/*").body();
  }

  private HttpResponse<byte[]> accepted(Call call, String type) {
    HttpResponse<byte[]> response = send(call, type);
    if (response.statusCode() >= 300) {
      throw problem(response, read(response, JsonNode.class));
    }
    return response;
  }

  private HttpResponse<byte[]> send(Call call, String type) {
    HttpRequest.Builder request = call.to(base).timeout(ANSWER).header("Accept", type + PROBLEM);
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
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

  private <T> T read(HttpResponse<byte[]> response, Class<T> type) {
    try {
      T value = READER.forType(type).readValue(response.body());
      if (value != null) {
        return value;
      }
    } catch (JacksonException e) {
      throw notJson(response, e);
    }
    throw notJson(response, null);
  }

  private NoAnswer notJson(HttpResponse<byte[]> response, @Nullable JacksonException e) {
    return new NoAnswer(
        base + " answered " + response.statusCode() + " without JSON; is it a Likeness?", e);
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
    client.close();
  }
}
