package dev.likeness.e2e;

import static dev.likeness.e2e.RawHttp.bytes;
import static dev.likeness.e2e.RawHttp.post;
import static dev.likeness.e2e.RawHttp.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.e2e.Deployment.Part;
import dev.likeness.e2e.RawHttp.Reply;
import dev.likeness.vision.decode.TestPhotos;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests as no client sends them, byte by byte: each gets its status and code. */
final class HostileRequestsIT extends PipelineTestCase {
  private static final String FACES = Client.facesPath("raw", "ada");
  private static final String FORM = "multipart/form-data; boundary=edge";
  private static final String JSON = "application/json";
  private static final int CALLERS = 40;
  private static final int WAITERS = 210;
  private static final int LARGE = 16;
  private static final int WARMING_UP = 50;

  static Stream<Arguments> search() {
    byte[] photo = People.portrait(0, 0);
    return Stream.of(
        Arguments.of("after=%ff", request("GET", "/v1/galleries?after=%ff"), "400 BAD_REQUEST"),
        Arguments.of("after=%zz", request("GET", "/v1/galleries?after=%zz"), "400 BAD_REQUEST"),
        Arguments.of("/error", request("GET", "/error"), "404 UNKNOWN_ROUTE"),
        Arguments.of("raw [", request("GET", "/v1/galleries/["), "400 BAD_REQUEST"),
        Arguments.of("raw \\", request("GET", "/v1/galleries/a\\b/subjects"), "400 BAD_REQUEST"),
        Arguments.of("%00", request("GET", "/v1/galleries/%00/subjects"), "400 BAD_REQUEST"),
        Arguments.of("%C3%28", request("GET", "/v1/galleries/%C3%28/subjects"), "400 BAD_REQUEST"),
        Arguments.of("no HTTP", bytes("nonsense\r\n\r\n"), "400 BAD_REQUEST"),
        Arguments.of(
            "HTTP/9.9", bytes("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n"), "400 BAD_REQUEST"),
        Arguments.of(
            "headers of 20 kB",
            request("GET", "/v1/galleries", "X-Long: " + "x".repeat(20_000)),
            "400 BAD_REQUEST"),
        Arguments.of("TRACE", request("TRACE", "/v1/galleries"), "405 METHOD_NOT_ALLOWED"),
        Arguments.of("CONNECT", request("CONNECT", "/v1/galleries"), "405 METHOD_NOT_ALLOWED"),
        Arguments.of("; in a path", request("DELETE", "/v1/galleries/a;b"), "400 BAD_REQUEST"),
        Arguments.of("%3B", request("DELETE", "/v1/galleries/a%3Bb"), "400 BAD_KEY"),
        Arguments.of("%5C", request("DELETE", "/v1/galleries/a%5Cb"), "400 BAD_KEY"),
        Arguments.of("length abc", bytes(LENGTH_OF_LETTERS), "400 BAD_REQUEST"),
        Arguments.of("chunk zz", bytes(CHUNK_OF_LETTERS), "400 BAD_REQUEST"),
        Arguments.of(
            "filter of 1,500 digits",
            post(
                "/v1/find",
                FORM,
                form(Map.of("photo", photo, "filter", bytes("{\"a\":" + "1".repeat(1_500) + "}")))),
            "400 BAD_METADATA"),
        find("filter with an array", photo, "{\"a\":[1]}"),
        find("filter with an object", photo, "{\"a\":{\"b\":1}}"),
        find("filter with null", photo, "{\"a\":null}"),
        Arguments.of(
            "JSON with a number of 3,000 digits",
            post("/v1/find", JSON, bytes("{\"k\":" + "1".repeat(3_000) + "}")),
            "400 BAD_REQUEST"),
        Arguments.of(
            "gzip body",
            post("/v1/find", JSON, bytes("\u001f\u008b"), "Content-Encoding: gzip"),
            "415 UNSUPPORTED_MEDIA_TYPE"),
        Arguments.of(
            "JSON of 29 MB",
            post("/v1/find", JSON, bytes("{\"photo\":\"" + "A".repeat(29 << 20) + "\"}")),
            "413 TOO_LARGE"),
        Arguments.of(
            "29 MB announced", post("/v1/find", JSON, 29 << 20, bytes("{")), "413 TOO_LARGE"),
        Arguments.of("29 MB in chunks", inChunks(29), "413 TOO_LARGE"),
        Arguments.of(
            "peer question of 900 MB",
            post("/peer/v1/generations/m/1", JSON, 900L << 20, bytes("{")),
            "413 TOO_LARGE"),
        Arguments.of(
            "peer question",
            post("/peer/v1/generations/m/1", JSON, bytes("{}")),
            "404 UNKNOWN_ROUTE"),
        Arguments.of(
            "settings of 1 MB",
            post("/v1/admin/reindex", JSON, bytes(" ".repeat(1 << 20))),
            "413 TOO_LARGE"),
        Arguments.of(
            "cut JSON", post("/v1/find", JSON, 5_000, bytes("{\"photo\":\"AA")), "400 BAD_REQUEST"),
        Arguments.of(
            "JPEG of 199 scans over 25 megapixels",
            post("/v1/find", FORM, form(Map.of("photo", scans()))),
            "413 TOO_LARGE"));
  }

  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final String LENGTH_OF_LETTERS =
      "POST /v1/find HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n";
  private static final String CHUNK_OF_LETTERS =
      "POST /v1/find HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
          + CHUNKED
          + "\r\nConnection: close\r\n\r\nzz\r\n";

  @ParameterizedTest(name = "{0} -> {2}")
  @MethodSource("search")
  void shouldTellWhoSearches(String what, byte[] request, String code) {
    assertThat(RawHttp.send(deployment.http(Part.SEARCH), request).code()).isEqualTo(code);
  }

  static Stream<Arguments> ingest() {
    byte[] photo = People.portrait(0, 0);
    byte[] half = half(photo);
    byte[] form = form(Map.of("photo", photo));
    String bare = new String(form, StandardCharsets.ISO_8859_1).replace("\r", "");
    Map<String, byte[]> many = new LinkedHashMap<>(Map.of("photo", photo));
    IntStream.range(0, 60).forEach(i -> many.put("field" + i, bytes("1")));
    return Stream.of(
        Arguments.of(
            "metadata of 3,000 digits",
            post(
                FACES,
                FORM,
                form(
                    Map.of(
                        "photo", photo, "metadata", bytes("{\"a\":" + "1".repeat(3_000) + "}")))),
            "400 BAD_METADATA"),
        Arguments.of("bare line feeds", post(FACES, FORM, bytes(bare)), "400 BAD_REQUEST"),
        Arguments.of("61 parts", post(FACES, FORM, form(many)), "400 BAD_REQUEST"),
        Arguments.of("cut form", post(FACES, FORM, 1 << 20, half(form)), "400 BAD_REQUEST"),
        Arguments.of("cut image", put("image/jpeg", 1 << 20, half), "400 BAD_REQUEST"),
        Arguments.of(
            "image of 11 MiB",
            put("image/jpeg", 11 << 20, Arrays.copyOf(photo, 11 << 20)),
            "413 TOO_LARGE"),
        Arguments.of(
            "image/jpeg; charset=binary",
            put("image/jpeg; charset=binary", photo.length, photo),
            "415 UNSUPPORTED_MEDIA_TYPE"),
        Arguments.of(
            "\\ in a subject",
            post("/v1/enroll", FORM, form(Map.of("photo", photo, "subject", bytes("a\\b")))),
            "400 BAD_KEY"),
        Arguments.of("; in a path", request("GET", FACES + ";a"), "400 BAD_REQUEST"));
  }

  @ParameterizedTest(name = "{0} -> {2}")
  @MethodSource("ingest")
  void shouldTellWhoEnrolls(String what, byte[] request, String code) {
    assertThat(RawHttp.send(deployment.http(Part.INGEST), request).code()).isEqualTo(code);
  }

  @Test
  void shouldTakeWhatIsOnlyUnusual() {
    // Given
    URI ingest = deployment.http(Part.INGEST);
    byte[] photo = People.portrait(0, 0);
    String edge = "a=/b?c:d";
    byte[] form = form(edge, Map.of("photo", photo));

    // Then
    assertThat(
            RawHttp.send(ingest, post(FACES, "multipart/form-data; boundary=" + edge, form))
                .status())
        .isEqualTo(202);
    assertThat(
            RawHttp.send(ingest, post(FACES + "?wait=30", FORM, form(Map.of("photo", photo))))
                .status())
        .isEqualTo(201);
  }

  /** Hostile callers hold what they can; who only asks gets an answer, or is told to come again. */
  @Test
  void shouldAnswerOthersWhileHostileCallersHoldWhatTheyCan() throws Exception {
    // Given
    URI search = deployment.http(Part.SEARCH);
    byte[] photo = People.portrait(0, 0);
    client.enrollFindably("crowd", "ada", "1", photo);
    byte[] question =
        post("/v1/find", FORM, form(Map.of("photo", photo, "gallery", bytes("crowd"))));
    for (int i = 0; i < WARMING_UP; i++) {
      requireAnswer(RawHttp.send(search, question));
    }
    String position = "0:" + Long.MAX_VALUE;
    byte[] large =
        bytes("{\"photo\":\"" + Base64.getEncoder().encodeToString(new byte[10 << 20]) + "\"}");
    byte[] waitingFind =
        post(
            "/v1/find",
            FORM,
            form(
                Map.of(
                    "photo", photo,
                    "gallery", bytes("crowd"),
                    "min_position", bytes(position),
                    "wait", bytes("30"))));
    List<Socket> dripping = new ArrayList<>();
    List<Socket> waiting = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WAITERS; i++) {
        dripping.add(begun(search, post("/v1/find", JSON, 14 << 20, bytes("{\"photo\":\""))));
        waiting.add(
            begun(
                search,
                request(
                    "GET",
                    "/v1/galleries/crowd/subjects/ada/faces/1"
                        + "?wait=30&min_position="
                        + position)));
      }
      List<Future<Reply>> hostile = new ArrayList<>();
      for (int i = 0; i < LARGE; i++) {
        hostile.add(callers.submit(() -> RawHttp.send(search, post("/v1/find", JSON, large))));
        hostile.add(callers.submit(() -> RawHttp.send(search, waitingFind)));
      }

      // When
      List<Future<Answer>> innocent = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        innocent.add(callers.submit(() -> timed(search, question)));
        innocent.add(callers.submit(() -> timed(search, request("GET", "/livez"))));
        innocent.add(
            callers.submit(() -> timed(search, request("GET", "/v1/galleries/crowd/subjects"))));
      }

      // Then
      List<Long> millis = new ArrayList<>();
      for (Future<Answer> one : innocent) {
        Answer answer = one.get(2, TimeUnit.MINUTES);
        requireAnswer(answer.reply());
        millis.add(answer.millis());
      }
      millis.sort(null);
      System.out.printf(
          "%d innocent callers: median %d ms, slowest %d ms%n",
          millis.size(), millis.get(millis.size() / 2), millis.getLast());
      for (Future<Reply> one : hostile) {
        assertThat(one.get(2, TimeUnit.MINUTES).status()).isIn(0, 200, 422, 503);
      }
      for (Socket socket : waiting) {
        assertThat(RawHttp.read(socket.getInputStream()).code())
            .as("it waited to the end")
            .isEqualTo("503 NOT_YET_APPLIED");
      }
    } finally {
      dripping.addAll(waiting);
      for (Socket socket : dripping) {
        socket.close();
      }
    }
    assertThat(deployment.isAlive(Part.SEARCH)).isTrue();
    assertThat(deployment.output(Part.SEARCH)).doesNotContain("OutOfMemoryError");
    assertThat(client.find("crowd", photo, Map.of()).status()).isEqualTo(200);
  }

  /** A reply, and when it was there. */
  private record Answer(Reply reply, long millis) {}

  private static Answer timed(URI to, byte[] request) {
    long start = System.nanoTime();
    Reply reply = RawHttp.send(to, request);
    return new Answer(reply, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  private static void requireAnswer(Reply reply) {
    assertThat(reply.status()).as(reply.head()).isIn(200, 503);
    if (reply.status() == 503) {
      assertThat(reply.head()).contains("Retry-After: ");
      assertThat(reply.code()).isEqualTo("503 OVERLOADED");
    }
  }

  private static Socket begun(URI to, byte[] request) {
    try {
      Socket socket = new Socket(to.getHost(), to.getPort());
      socket.setSoTimeout((int) TimeUnit.MINUTES.toMillis(2));
      socket.getOutputStream().write(request);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Arguments find(String what, byte[] photo, String filter) {
    return Arguments.of(
        what,
        post("/v1/find", FORM, form(Map.of("photo", photo, "filter", bytes(filter)))),
        "400 BAD_FIELD");
  }

  private static byte[] half(byte[] file) {
    return Arrays.copyOf(file, file.length / 2);
  }

  private static byte[] put(String type, long length, byte[] photo) {
    byte[] request = post(FACES + "/1/photo", type, length, photo);
    byte[] put = new byte[request.length - 1];
    put[0] = 'P';
    put[1] = 'U';
    System.arraycopy(request, 3, put, 2, put.length - 2);
    return put;
  }

  private static byte[] form(Map<String, byte[]> fields) {
    return form("edge", fields);
  }

  private static byte[] form(String boundary, Map<String, byte[]> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fields.forEach((name, value) -> {
      out.writeBytes(bytes("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name));
      out.writeBytes(bytes(name.equals("photo") ? "\"; filename=\"p\"\r\n\r\n" : "\"\r\n\r\n"));
      out.writeBytes(value);
      out.writeBytes(bytes("\r\n"));
    });
    out.writeBytes(bytes("--" + boundary + "--\r\n"));
    return out.toByteArray();
  }

  /** JSON that does not end, in chunks of a MiB. */
  private static byte[] inChunks(int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(request("POST", "/v1/find", "Content-Type: application/json", CHUNKED));
    String white = " ".repeat(1 << 20);
    for (int i = 0; i < count; i++) {
      out.writeBytes(bytes(Integer.toHexString(1 << 20) + "\r\n" + white + "\r\n"));
    }
    return out.toByteArray();
  }

  private static byte[] scans() {
    return TestPhotos.manyScans(TestPhotos.quarters(5_000, 5_000), 199);
  }
}
