package dev.likeness.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** The far end of the HTTP API, answering what a test says it answers. */
final class FakeLikeness implements AutoCloseable {
  /** One answer. */
  record Answer(int status, String body, Map<String, String> headers) {
    static Answer json(int status, String body) {
      return new Answer(status, body, Map.of());
    }

    static Answer problem(int status, String code, String detail) {
      return json(status, "{\"code\":\"" + code + "\",\"detail\":\"" + detail + "\"}");
    }
  }

  /** One request as it came. */
  record Request(String method, String path, String body) {}

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> queries = Collections.synchronizedList(new ArrayList<>());
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  FakeLikeness() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::handle);
    server.start();
    on("GET /actuator/health", Answer.json(200, "{\"status\":\"UP\"}"));
  }

  /** Answers a method and path prefix; the last answer is given again and again. */
  FakeLikeness on(String methodAndPath, Answer... inTurn) {
    answers.put(methodAndPath, new ArrayDeque<>(List.of(inTurn)));
    return this;
  }

  String url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort()).toString();
  }

  List<Request> requests(String method) {
    synchronized (requests) {
      return requests.stream().filter(request -> request.method().equals(method)).toList();
    }
  }

  /** The queries of the requests that had one. */
  List<String> queries() {
    synchronized (queries) {
      return List.copyOf(queries);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    String path = exchange.getRequestURI().getRawPath();
    requests.add(new Request(exchange.getRequestMethod(), path, body));
    if (exchange.getRequestURI().getRawQuery() != null) {
      queries.add(exchange.getRequestURI().getRawQuery());
    }
    Answer answer = next(exchange.getRequestMethod() + " " + path);
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer next(String methodAndPath) {
    return answers.entrySet().stream()
        .filter(known -> methodAndPath.startsWith(known.getKey()))
        .findFirst()
        .map(known ->
            known.getValue().size() > 1 ? known.getValue().poll() : known.getValue().peek())
        .orElse(Answer.problem(404, "UNKNOWN_FACE", "nothing is there"));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
