package dev.likeness.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.runtime.AccessTopic;
import dev.likeness.standalone.cli.Likeness;
import dev.likeness.topics.AccessKey;
import dev.likeness.topics.AccessState;
import dev.likeness.topics.Scope;
import dev.likeness.web.access.Route;
import dev.likeness.web.access.Route.GalleryIn;
import dev.likeness.web.access.Routes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.server.PathContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole Likeness over real sockets, first without keys and then with them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AccessIT {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String ELSEWHERE = "elsewhere";
  private static final String WRONG = "lk_0123456789abcdef_" + "A".repeat(43);

  @TempDir static Path data;

  private static Standalone likeness;
  private static HttpClient http;
  private static String admin;

  @BeforeAll
  static void start() throws InterruptedException {
    likeness = Standalone.start(DataDirectory.lock(data), StandaloneSettings.anyPorts(1));
    likeness.awaitReady();
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    likeness.close();
  }

  private static HttpResponse<String> ask(
      String method, String path, @Nullable String key, @Nullable String json, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(likeness.http().resolve(path))
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .header("Content-Type", path.endsWith("/photo") ? "image/jpeg" : "application/json");
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(
        request.build(),
        answer -> isEndless(answer) ? closed() : BodySubscribers.ofString(StandardCharsets.UTF_8));
  }

  private static boolean isEndless(HttpResponse.ResponseInfo answer) {
    return answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
  }

  /** Of an answer that does not end nothing is read. */
  private static HttpResponse.BodySubscriber<String> closed() {
    return new HttpResponse.BodySubscriber<>() {
      @Override
      public CompletionStage<String> getBody() {
        return CompletableFuture.completedFuture("");
      }

      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        subscription.cancel();
      }

      @Override
      public void onNext(List<ByteBuffer> item) {}

      @Override
      public void onError(Throwable throwable) {}

      @Override
      public void onComplete() {}
    };
  }

  private static String code(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body()).path("code").asString();
  }

  /** Sends the bytes of a request as they are, and returns the status. */
  private static int raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", likeness.http().getPort())) {
      socket.setSoTimeout((int) BOUND.toMillis());
      OutputStream out = socket.getOutputStream();
      out.write(request.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return Integer.parseInt(new String(status, StandardCharsets.US_ASCII).substring(9));
    }
  }

  @Test
  @Order(1)
  void shouldAnswerThisMachineAloneWithoutKeys() throws Exception {
    // Given
    String form =
        "--x\nContent-Disposition: form-data; name=\"photo\"; filename=\"a\"\n\na\n--x--\n";

    // When a page of another site sends a form, as a browser does without asking
    int enroll =
        raw(
            "POST /v1/galleries/g/subjects/s/faces HTTP/1.1\nHost: localhost\nOrigin:"
                + " https://evil.example\nContent-Type: multipart/form-data; boundary=x\n"
                + "Content-Length: "
                + (form.length() + form.lines().count())
                + "\nConnection: close\n\n"
                + form);
    int reindex =
        raw(
            "POST /v1/admin/reindex HTTP/1.1\nHost: localhost\nOrigin: null\nContent-Length: 0\n"
                + "Connection: close\n\n");
    int fetched =
        raw(
            "POST /v1/admin/reindex HTTP/1.1\nHost: localhost\nSec-Fetch-Site: cross-site\n"
                + "Content-Length: 0\nConnection: close\n\n");
    // and when a name of somebody else's leads here
    int rebound = raw("GET /v1/galleries HTTP/1.1\nHost: evil.example\nConnection: close\n\n");

    // Then
    assertThat(List.of(enroll, reindex, fetched, rebound)).containsOnly(403);
    assertThat(raw("GET /v1/galleries HTTP/1.1\nHost: localhost\nConnection: close\n\n"))
        .isEqualTo(200);
    HttpResponse<String> same =
        ask("GET", "/v1/galleries", null, null, "Origin", likeness.http().toString());
    assertThat(same.statusCode()).isEqualTo(200);
    assertThat(same.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(same.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(ask("GET", "/actuator/health", null, null).body()).contains("components");
    assertThat(ask("GET", "/v3/api-docs", null, null).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(2)
  void shouldNeedAKeyOnceThereIsOne() throws Exception {
    // When
    HttpResponse<String> made =
        ask(
            "POST",
            "/v1/admin/keys",
            null,
            "{\"name\":\"ops\",\"scopes\":[\"admin\",\"audit\",\"read\"]}");
    admin = JsonMapper.shared().readTree(made.body()).path("key").asString();

    // Then
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    await().atMost(BOUND).until(() -> ask("GET", "/v1/galleries", null, null).statusCode() == 401);
    assertThat(ask("GET", "/v1/galleries", admin, null).statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/v1/galleries", null, null, "x-api-key", admin).statusCode())
        .isEqualTo(200);
    assertThat(ask("GET", "/actuator/health/readiness", null, null).body())
        .contains("UP")
        .doesNotContain("components");
    for (String path :
        List.of("/actuator/health", "/actuator/prometheus", "/swagger-ui/index.html", "/nowhere")) {
      assertThat(ask("GET", path, null, null).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(ask("GET", "/actuator/health", admin, null).body()).contains("components");
    assertThat(code(ask("GET", "/nowhere", admin, null))).isEqualTo("UNKNOWN_ROUTE");
    Path copy = data.resolve("state/access/keys");
    assertThat(Files.readString(copy)).contains("ops").doesNotContain(admin.substring(20));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
  }

  @Test
  @Order(3)
  void shouldLetNoPageOfAnotherOriginAsk() throws Exception {
    // When
    HttpResponse<String> preflight =
        ask(
            "OPTIONS",
            "/v1/galleries",
            null,
            null,
            "Origin",
            "https://evil.example",
            "Access-Control-Request-Method",
            "GET");
    HttpResponse<String> asked =
        ask("GET", "/v1/galleries", admin, null, "Origin", "https://evil.example");

    // Then the browser keeps the answer from the page
    assertThat(preflight.statusCode()).isEqualTo(401);
    for (HttpResponse<String> answer : List.of(preflight, asked)) {
      assertThat(answer.headers().map().keySet())
          .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }
  }

  /** One operation of the description. */
  private record Operation(String method, String template) {
    String at(String gallery) {
      return template.replace("{gallery}", gallery).replaceAll("\\{[a-z]+}", "x");
    }

    Route route() {
      PathContainer path = PathContainer.parsePath(at("g"));
      return Routes.ALL.stream()
          .filter(route -> route.method().equals(method) && route.pattern().matches(path))
          .findFirst()
          .orElseThrow(() -> new AssertionError(this + " has no rule; add it to Routes"));
    }

    HttpResponse<String> ask(@Nullable String key, String gallery)
        throws IOException, InterruptedException {
      return AccessIT.ask(method, at(gallery), key, body(gallery));
    }

    private @Nullable String body(String gallery) {
      return switch (method) {
        case "PUT" -> template.endsWith("/photo") ? "x" : "{\"metadata\":{}}";
        case "POST" ->
            template.endsWith("/move")
                ? "{\"subject\":\"y\"}"
                : "{\"photo\":\"AAAA\",\"gallery\":\""
                    + gallery
                    + (template.endsWith("/find") ? "\"}" : "\",\"subject\":\"x\"}");
        default -> null;
      };
    }
  }

  private static List<Operation> operations() throws IOException, InterruptedException {
    JsonNode paths =
        JsonMapper.shared().readTree(ask("GET", "/v3/api-docs", admin, null).body()).path("paths");
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (String method : path.getValue().propertyNames()) {
        operations.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey()));
      }
    }
    return operations;
  }

  private static String key(Set<Scope> scopes, Set<String> galleries, @Nullable Instant expires)
      throws ExecutionException, InterruptedException {
    AccessKey.Made made =
        AccessKey.make("test", scopes, galleries, Instant.now(), expires, null, null);
    new AccessTopic(Map.of("bootstrap.servers", likeness.bootstrap()))
        .write(AccessState.create(made.key()));
    return made.token().text();
  }

  private static void awaitKnown(String key) {
    await().atMost(BOUND).until(() -> ask("GET", "/v1/galleries", key, null).statusCode() != 401);
  }

  @Test
  @Order(3)
  void shouldHoldEveryRouteOfTheDescriptionToItsRule() throws Exception {
    // Given
    List<Operation> operations = operations();
    assertThat(operations).hasSizeGreaterThan(20);
    String expired =
        key(EnumSet.allOf(Scope.class), Set.of(), Instant.now().minus(Duration.ofHours(1)));
    String revoked = key(EnumSet.allOf(Scope.class), Set.of(), null);
    awaitKnown(revoked);
    ask("DELETE", "/v1/admin/keys/" + revoked.split("_")[1], admin, null);
    EnumSet<Scope> bindable = EnumSet.complementOf(EnumSet.of(Scope.ADMIN));
    String bound = key(bindable, Set.of(ELSEWHERE), null);
    String right = key(EnumSet.allOf(Scope.class), Set.of(), null);
    awaitKnown(bound);
    awaitKnown(right);
    await()
        .atMost(BOUND)
        .until(() -> ask("GET", "/v1/galleries", revoked, null).statusCode() == 401);

    Map<Scope, String> lacking = new EnumMap<>(Scope.class);
    for (Scope scope : Scope.values()) {
      lacking.put(scope, key(EnumSet.complementOf(EnumSet.of(scope)), Set.of(), null));
    }
    lacking.values().forEach(AccessIT::awaitKnown);

    for (Operation operation : operations) {
      Route route = operation.route();
      assertThat(route.scope()).as("%s is open", operation).isNotNull();

      // When, Then
      for (String none : new String[] {null, WRONG, "", "lk_", expired, revoked}) {
        HttpResponse<String> answer = operation.ask(none, "g");
        assertThat(answer.statusCode()).as("%s with %s", operation, none).isEqualTo(401);
        assertThat(code(answer)).isEqualTo("UNAUTHENTICATED");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
      }
      HttpResponse<String> forbidden = operation.ask(lacking.get(route.scope()), "g");
      assertThat(forbidden.statusCode()).as("%s without its scope", operation).isEqualTo(403);
      assertThat(forbidden.body()).contains(route.scope().text());
      assertThat(operation.ask(right, "g").statusCode())
          .as("%s with the right key", operation)
          .isNotIn(401, 403, 500);
      HttpResponse<String> hidden = operation.ask(bound, "g");
      if (route.scope() == Scope.ADMIN
          || route.gallery() == GalleryIn.PATH_MADE
          || route.scope() == Scope.ENROLL) {
        assertThat(hidden.statusCode()).as("%s elsewhere", operation).isEqualTo(403);
      } else if (route.gallery() != GalleryIn.NONE) {
        assertThat(hidden.statusCode()).as("%s elsewhere", operation).isEqualTo(404);
        assertThat(code(hidden)).startsWith("UNKNOWN_");
      }
    }
  }

  @Test
  @Order(4)
  void shouldAnswerAWrongGalleryLikeOneThatDoesNotExist() throws Exception {
    // Given a key that may know of one gallery, and one of nothing at all
    EnumSet<Scope> scopes = EnumSet.complementOf(EnumSet.of(Scope.ADMIN));
    String bound = key(scopes, Set.of(ELSEWHERE), null);
    String free = key(scopes, Set.of(), null);
    awaitKnown(bound);
    awaitKnown(free);

    for (Operation operation : operations()) {
      if (operation.route().gallery() == GalleryIn.PATH) {
        // When
        HttpResponse<String> hidden = operation.ask(bound, "g");
        HttpResponse<String> absent = operation.ask(free, "g");

        // Then
        assertThat(hidden.statusCode()).as("%s", operation).isEqualTo(absent.statusCode());
        assertThat(hidden.body()).as("%s", operation).isEqualTo(absent.body());
      }
    }
  }

  @Test
  @Order(4)
  void shouldMoveNothingIntoAndFindNothingFromAGalleryThatIsHidden() throws Exception {
    // Given
    EnumSet<Scope> scopes = EnumSet.complementOf(EnumSet.of(Scope.ADMIN));
    String bound = key(scopes, Set.of(ELSEWHERE), null);
    awaitKnown(bound);

    // When
    HttpResponse<String> moved =
        ask(
            "POST",
            "/v1/galleries/elsewhere/subjects/x/move",
            bound,
            "{\"gallery\":\"g\",\"subject\":\"x\"}");
    HttpResponse<String> like =
        ask("POST", "/v1/find", bound, "{\"gallery\":\"elsewhere\",\"enrolled\":\"g/x/1\"}");

    // Then
    assertThat(moved.statusCode()).as(moved.body()).isEqualTo(403);
    assertThat(like.statusCode()).as(like.body()).isEqualTo(404);
  }

  /** One face of a photo of several. */
  private static byte[] portrait() throws IOException {
    ByteArrayOutputStream portrait = new ByteArrayOutputStream();
    URL sample = AccessIT.class.getResource("/likeness-models/samples/sample1.jpg");
    ImageIO.write(ImageIO.read(sample).getSubimage(230, 200, 500, 560), "jpeg", portrait);
    return portrait.toByteArray();
  }

  private static void enroll(String gallery, String key) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    likeness
                        .http()
                        .resolve(
                            "/v1/galleries/" + gallery + "/subjects/ada/faces/1/photo?wait=30"))
                .PUT(BodyPublishers.ofByteArray(portrait()))
                .header("Content-Type", "image/jpeg")
                .header("Authorization", "Bearer " + key)
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    await()
        .atMost(BOUND)
        .until(() -> ask("GET", "/v1/galleries/" + gallery, key, null).statusCode() == 200);
  }

  @Test
  @Order(4)
  void shouldListAKeyItsGalleriesAlone() throws Exception {
    // Given two galleries with a face each, and a key that is bound to the second
    String free = key(EnumSet.allOf(Scope.class), Set.of(), null);
    String bound = key(EnumSet.complementOf(EnumSet.of(Scope.ADMIN)), Set.of("lists-b"), null);
    awaitKnown(free);
    awaitKnown(bound);
    enroll("lists-a", free);
    enroll("lists-b", free);

    // When
    String all = ask("GET", "/v1/galleries", free, null).body();
    String seen = ask("GET", "/v1/galleries", bound, null).body();
    String page = ask("GET", "/v1/galleries?limit=1", bound, null).body();
    String behind = ask("GET", "/v1/galleries?limit=1&after=lists-b", bound, null).body();

    // Then
    assertThat(all).contains("lists-a", "lists-b");
    assertThat(List.of(seen, page)).allMatch(list -> list.contains("lists-b"));
    assertThat(List.of(seen, page, behind)).noneMatch(list -> list.contains("lists-a"));

    // When it asks for what is there, and for what nobody has
    for (Operation operation : operations()) {
      if (operation.route().gallery() == GalleryIn.PATH) {
        HttpResponse<String> hidden = operation.ask(bound, "lists-a");
        HttpResponse<String> absent = operation.ask(free, "lists-z");

        // Then
        assertThat(hidden.statusCode()).as("%s", operation).isEqualTo(absent.statusCode());
        assertThat(hidden.body().replace("lists-a", "lists-z"))
            .as("%s", operation)
            .isEqualTo(absent.body());
      }
    }
    assertThat(ask("GET", "/v1/galleries/lists-a", free, null).body()).contains("\"faces\":1");

    // When it asks who asked
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          String answer = ask("GET", "/v1/admin/audit?gallery=lists-b", bound, null).body();
          assertThat(events(answer)).as(answer).isNotEmpty();
        });
    String told = ask("GET", "/v1/admin/audit", bound, null).body();

    // Then
    assertThat(events(told)).as(told).allMatch(event -> galleryOf(event).equals("lists-b"));
    HttpResponse<String> both =
        ask(
            "POST",
            "/v1/admin/keys",
            admin,
            "{\"name\":\"x\",\"scopes\":[\"admin\"],\"galleries\":[\"lists-b\"]}");
    assertThat(both.statusCode()).as("admin of one gallery: %s", both.body()).isEqualTo(400);
  }

  private static List<JsonNode> events(String answer) {
    return JsonMapper.shared().readTree(answer).path("events").valueStream().toList();
  }

  private static String galleryOf(JsonNode event) {
    return event.path("gallery").asString("");
  }

  @Test
  @Order(5)
  void shouldHoldAKeyToItsBytesInFlight() throws Exception {
    // Given a key that has most of its bytes in work
    AccessKey.Made made =
        AccessKey.make("wide", Set.of(Scope.SEARCH), Set.of(), Instant.now(), null, null, 1_000L);
    new AccessTopic(Map.of("bootstrap.servers", likeness.bootstrap()))
        .write(AccessState.create(made.key()));
    String wide = made.token().text();
    String other = key(Set.of(Scope.SEARCH), Set.of(), null);
    awaitKnown(wide);
    awaitKnown(other);
    String question = "{\"photo\":\"" + "A".repeat(200) + "\"}";
    try (Socket slow = new Socket("127.0.0.1", likeness.http().getPort())) {
      slow.getOutputStream()
          .write(
              ("POST /v1/find HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                      + wide
                      + "\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{")
                  .getBytes(StandardCharsets.UTF_8));

      // When
      HttpResponse<String> beyond =
          await()
              .atMost(BOUND)
              .until(
                  () -> ask("POST", "/v1/find", wide, question),
                  answer -> answer.statusCode() == 429);
      HttpResponse<String> within = ask("POST", "/v1/find", wide, "{}");
      HttpResponse<String> others = ask("POST", "/v1/find", other, question);
      HttpResponse<String> never =
          ask("POST", "/v1/find", wide, "{\"photo\":\"" + "A".repeat(1_000) + "\"}");

      // Then
      assertThat(code(beyond)).isEqualTo("TOO_MANY_REQUESTS");
      assertThat(beyond.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(within.statusCode()).as(within.body()).isEqualTo(400);
      assertThat(others.statusCode()).as(others.body()).isNotIn(401, 429, 503);
      assertThat(never.statusCode()).isEqualTo(413);
      assertThat(code(never)).isEqualTo("TOO_LARGE");
    }

    // Then what has ended takes nothing
    await().atMost(BOUND).until(() -> ask("POST", "/v1/find", wide, question).statusCode() != 429);
  }

  @Test
  @Order(5)
  void shouldHoldAKeyToItsRequestsPerSecond() throws Exception {
    // Given
    AccessKey.Made made =
        AccessKey.make("slow", Set.of(Scope.READ), Set.of(), Instant.now(), null, 2, 1L << 20);
    new AccessTopic(Map.of("bootstrap.servers", likeness.bootstrap()))
        .write(AccessState.create(made.key()));
    awaitKnown(made.token().text());

    // When
    List<HttpResponse<String>> answers = new ArrayList<>();
    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> {
          answers.add(ask("GET", "/v1/galleries", made.token().text(), null));
          return answers.getLast().statusCode() == 429;
        });

    // Then
    assertThat(code(answers.getLast())).isEqualTo("TOO_MANY_REQUESTS");
    assertThat(answers.getLast().headers().firstValue("Retry-After")).hasValue("1");
    assertThat(ask("GET", "/v1/galleries", admin, null).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(6)
  void shouldSayWhoAsked() throws Exception {
    // When
    HttpResponse<String> asked = ask("GET", "/v1/galleries/secret/subjects", admin, null);

    // Then
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(404);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          String answer = ask("GET", "/v1/admin/audit?gallery=secret", admin, null).body();
          JsonNode events = JsonMapper.shared().readTree(answer).path("events");
          assertThat(events.size()).as(answer).isPositive();
          assertThat(events.get(0).path("key").asString()).isEqualTo(admin.split("_")[1]);
          assertThat(events.get(0).path("action").asString())
              .isEqualTo("GET /v1/galleries/{gallery}/subjects");
          assertThat(events.get(0).path("status").asInt()).isEqualTo(404);
        });
  }

  @Test
  @Order(6)
  void shouldSayOfEveryRouteWhoAsked() throws Exception {
    // Given
    String curious = key(EnumSet.allOf(Scope.class), Set.of(), null);
    awaitKnown(curious);
    Set<String> asked = new TreeSet<>();

    // When
    for (Operation operation : operations()) {
      operation.ask(curious, "g");
      asked.add(operation.method() + " " + operation.route().pattern());
    }

    // Then
    String path = "/v1/admin/audit?limit=1000&key=" + curious.split("_")[1];
    await()
        .atMost(BOUND)
        .untilAsserted(() -> {
          List<String> told =
              events(ask("GET", path, admin, null).body()).stream()
                  .map(event -> event.path("action").asString())
                  .toList();
          assertThat(told).containsAll(asked);
        });
  }

  /** A command, in this process. */
  private static String command(int exitCode, String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    assertThat(Likeness.run(writer, writer, arguments)).as("%s", output).isEqualTo(exitCode);
    return output.toString();
  }

  @Test
  @Order(6)
  void shouldMakeAndRevokeKeysAtABrokerWithoutARestart() {
    // When
    String bootstrap = likeness.bootstrap();
    String made =
        command(0, "keys", "create", "desk", "--scope", "read", "--bootstrap", bootstrap, "--json");
    JsonNode desk = JsonMapper.shared().readTree(made.substring(made.indexOf('{')));
    String key = desk.path("key").asString();
    String id = desk.path("id").asString();

    // Then
    awaitKnown(key);
    assertThat(command(0, "keys", "list", "--bootstrap", bootstrap))
        .contains(id, "desk", "ops")
        .doesNotContain(key);

    // When
    command(0, "keys", "revoke", id, "--bootstrap", bootstrap);

    // Then
    await().atMost(BOUND).until(() -> ask("GET", "/v1/galleries", key, null).statusCode() == 401);
    assertThat(command(0, "keys", "list", "--bootstrap", bootstrap)).doesNotContain(id);
    assertThat(command(2, "keys", "revoke", id, "--bootstrap", bootstrap)).contains(id);
  }

  @Test
  @Order(8)
  void shouldMakeAndRevokeKeysWhereNothingRuns() {
    // Given
    String stopped = data.toString();

    // When
    String made = command(0, "keys", "create", "night", "--scope", "read", "--data", stopped);
    String id = made.substring(made.indexOf("id ") + 3, made.indexOf(';'));
    String before = command(0, "keys", "list", "--data", stopped);
    command(0, "keys", "revoke", id, "--data", stopped);
    String after = command(0, "keys", "list", "--data", stopped);

    // Then
    assertThat(before).contains(id, "night", "ops");
    assertThat(after).contains("ops").doesNotContain(id);
  }

  @Test
  @Order(7)
  void shouldRefuseToStartWhereOthersReachItWithoutKeys() {
    // Given
    Path other = data.resolveSibling("other");
    likeness.close();

    // When, Then
    assertThatThrownBy(() ->
            Standalone.start(
                DataDirectory.lock(other),
                new StandaloneSettings("0.0.0.0", 0, 0, BrokerSettings.local(0), 1, false)))
        .isInstanceOf(StandaloneFailure.class)
        .hasMessageContaining("create a key")
        .hasMessageContaining("loopback")
        .hasMessageContaining("--insecure");
  }
}
