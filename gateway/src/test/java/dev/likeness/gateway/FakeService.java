package dev.likeness.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A service that answers what it was asked, and is slow or breaks off where the path says so. */
final class FakeService implements AutoCloseable {
  private static final Pattern CUT = Pattern.compile("/cut-(length|chunked)-(\\d+)$");

  private final String name;
  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Semaphore events = new Semaphore(0);

  FakeService(String name) {
    this(name, null);
  }

  /**
   * @param tls what it shows callers; null to speak plain HTTP
   */
  FakeService(String name, @Nullable SSLContext tls) {
    this.name = name;
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      if (tls == null) {
        server = HttpServer.create(anywhere, 0);
      } else {
        HttpsServer secured = HttpsServer.create(anywhere, 0);
        secured.setHttpsConfigurator(new HttpsConfigurator(tls));
        server = secured;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return (server instanceof HttpsServer ? "https" : "http")
        + "://127.0.0.1:"
        + server.getAddress().getPort();
  }

  /** Lets the stream of events have one more. */
  void tellOneMore() {
    events.release();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Matcher cut = CUT.matcher(exchange.getRequestURI().getPath());
    if (cut.find()) {
      breakOff(exchange, cut.group(1).equals("length"), Integer.parseInt(cut.group(2)));
    }
    try (exchange) {
      URI asked = exchange.getRequestURI();
      if (asked.getPath().contains("/broken")) {
        return;
      }
      if (asked.getPath().contains("/slow")) {
        await();
      }
      if (asked.getPath().startsWith("/actuator/health")) {
        health(exchange, asked.getPath());
        return;
      }
      if (asked.getPath().equals("/v1/admin/events")) {
        tellEvents(exchange);
        return;
      }
      long bytes = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      String told =
          String.join(
              "\n",
              name,
              exchange.getRequestMethod() + " " + asked,
              "host " + exchange.getRequestHeaders().getFirst("Host"),
              "key " + exchange.getRequestHeaders().getFirst("x-api-key"),
              "bearer " + exchange.getRequestHeaders().getFirst("Authorization"),
              "trace " + exchange.getRequestHeaders().getFirst("traceparent"),
              "for " + exchange.getRequestHeaders().get("X-Forwarded-For"),
              "forwarded " + exchange.getRequestHeaders().get("Forwarded"),
              "proto " + exchange.getRequestHeaders().get("X-Forwarded-Proto"),
              "length " + exchange.getRequestHeaders().getFirst("Content-Length"),
              "bytes " + bytes);
      exchange.getResponseHeaders().add("X-Own", name);
      send(exchange, 201, told);
    }
  }

  /** Sends half of what it says, or of what it has, and closes the connection. */
  private static void breakOff(HttpExchange exchange, boolean length, int bytes)
      throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    exchange.sendResponseHeaders(200, length ? bytes : 0);
    exchange.getResponseBody().write(new byte[bytes / 2]);
    exchange.getResponseBody().flush();
    throw new IOException("the connection is closed as nobody closes the exchange");
  }

  private void tellEvents(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    for (int i = 1; i <= 2; i++) {
      events.acquireUninterruptibly();
      exchange.getResponseBody().write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    }
  }

  /** All of it, with what it was told of the caller, to a key; to others whether it is ready. */
  private static void health(HttpExchange exchange, String path) throws IOException {
    boolean known = exchange.getRequestHeaders().containsKey("x-api-key");
    if (path.endsWith("/readiness")) {
      send(exchange, 200, "{\"status\":\"UP\"}");
    } else if (known) {
      String told =
          Stream.of("Host", "Origin", "Sec-Fetch-Site", "X-Forwarded-For", "X-Forwarded-Proto")
              .map(name ->
                  "\"%s\":\"%s\"".formatted(name, exchange.getRequestHeaders().getFirst(name)))
              .collect(Collectors.joining(","));
      send(
          exchange,
          503,
          """
          {"status":"DOWN","components":{"log":{"status":"DOWN","details":{%s}}}}\
          """
              .formatted(told));
    } else {
      send(exchange, 401, "{\"code\":\"UNAUTHENTICATED\"}");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
