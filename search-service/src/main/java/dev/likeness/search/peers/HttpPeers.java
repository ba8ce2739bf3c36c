package dev.likeness.search.peers;

import dev.likeness.search.store.IndexQuery;
import dev.likeness.search.store.PartitionAnswer;
import dev.likeness.search.store.Peers;
import dev.likeness.topics.Generation;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Asks the other instances over HTTP. Safe for all threads. */
final class HttpPeers implements Peers, DisposableBean {
  static final String PATH = "/peer/v1/generations";
  static final Duration ANSWER = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(HttpPeers.class);
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final int OK = 200;

  private volatile HttpClient http;
  private final PeerJson json;
  private final PeerKey key;
  private final String scheme;
  private final Duration patience;

  /**
   * @param tls what peers speak; null for plain HTTP
   * @param patience how long a peer may take from being asked to the end of its answer
   */
  HttpPeers(PeerJson json, PeerKey key, @Nullable SSLContext tls, Duration patience) {
    this.http = client(tls);
    this.scheme = tls == null ? "http://" : "https://";
    this.key = key;
    this.json = json;
    this.patience = patience;
  }

  private static HttpClient client(@Nullable SSLContext tls) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            // Nothing here blocks but the look-up of a name; each thread more is one to wait for.
            .executor(Runnable::run);
    return tls == null ? client.build() : client.sslContext(tls).build();
  }

  /**
   * Peers are asked with another certificate and other authorities from now on. The client before
   * answers what it was asked, and ends when nothing refers to it any more.
   */
  void renew(SSLContext tls) {
    http = client(tls);
  }

  @Override
  public <R> Supplier<Map<Integer, PartitionAnswer<R>>> ask(
      HostInfo peer, Generation generation, IndexQuery<R> query) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(peer, generation))
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header(PeerKey.HEADER, key.text())
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.write(query)))
            .build();
    long end = System.nanoTime() + patience.toNanos();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    return () -> {
      try {
        return read(answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS), query);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException | RuntimeException e) {
        log.debug("{} does not answer", peer, e);
      }
      answer.cancel(true);
      return Map.of();
    };
  }

  private <R> Map<Integer, PartitionAnswer<R>> read(
      HttpResponse<byte[]> response, IndexQuery<R> query) {
    return response.statusCode() == OK ? json.readAnswers(response.body(), query) : Map.of();
  }

  private URI uri(HostInfo peer, Generation generation) {
    return URI.create(
        scheme
            + peer.host()
            + ":"
            + peer.port()
            + PATH
            + "/"
            + URLEncoder.encode(generation.model(), StandardCharsets.UTF_8)
            + "/"
            + generation.number());
  }

  @Override
  public void destroy() {
    http.shutdownNow();
  }
}
