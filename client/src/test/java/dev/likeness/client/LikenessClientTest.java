package dev.likeness.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.likeness.client.CompareApi.Find;
import dev.likeness.client.EnrollApi.EnrollPhotos;
import dev.likeness.client.model.GalleryPage;
import dev.likeness.client.model.ReindexAnswer;
import dev.likeness.faces.FaceKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikenessClientTest {
  private static final FaceKey FACE = new FaceKey("staff", "Ada Lovelace", "1");

  private HttpServer server;
  private LikenessClient client;
  private int status = 200;
  private String answer = "{}";
  private String request = "";
  private String authorization = "";
  private String body = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          authorization = exchange.getRequestHeaders().getFirst("Authorization");
          body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Retry-After", "7");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    client =
        new LikenessClient(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), "lk_1", null);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void shouldReadAnAnswerOfANewerServer() {
    // Given
    answer =
        """
        {"status":"resting","hint":1,"serving":{"generation":2,"model":"m","since":{"a":[1]}}}\
        """;

    // When
    ReindexAnswer read = client.admin().getReindex();

    // Then
    assertThat(read.status()).isEqualTo("resting");
    assertThat(read.serving().generation()).isEqualTo(2);
    assertThat(read.building()).isNull();
  }

  @Test
  void shouldReadAnAnswerOfAnOlderServer() {
    // Given
    answer = "{\"galleries\":[{\"gallery\":\"staff\"}]}";

    // When
    GalleryPage page = client.faces().listGalleries(10, "a&b");

    // Then
    assertThat(request).isEqualTo("GET /v1/galleries?limit=10&after=a%26b");
    assertThat(page.galleries().getFirst().faces()).isZero();
    assertThat(page.next()).isNull();
  }

  @Test
  void shouldSendAFormWithoutWhatIsNotGiven() {
    // When
    client
        .compare()
        .find(new Find().photo(new byte[] {1, -1}).k(3).gallery(null).filter(Map.of("a", 1)));

    // Then
    assertThat(request).isEqualTo("POST /v1/find");
    assertThat(body)
        .contains("name=\"photo\"; filename=\"photo\"\r\n")
        .contains("\r\n\r\n\u0001\u00ff\r\n--")
        .contains("name=\"k\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n3\r\n")
        .contains("{\"a\":1}")
        .endsWith("--\r\n")
        .doesNotContain("gallery", "null");
  }

  @Test
  void shouldSendSeveralPhotos() {
    // When
    client
        .enroll()
        .enrollPhotos(
            "staff",
            "Ada Lovelace",
            new EnrollPhotos().photos(List.of(new byte[] {1}, new byte[] {2})).wait("PT1S"));

    // Then
    assertThat(request)
        .isEqualTo("POST /v1/galleries/staff/subjects/Ada%20Lovelace/photos?wait=PT1S");
    assertThat(body.split("name=\"photos\"", -1)).hasSize(3);
  }

  @Test
  void shouldReadAPhotoWithTheKey() {
    // Given
    answer = "bytes";

    // When
    byte[] photo = client.faces().getPhoto(FACE.gallery(), FACE.subject(), FACE.face());

    // Then
    assertThat(photo).asString().isEqualTo("bytes");
    assertThat(authorization).isEqualTo("Bearer lk_1");
  }

  @Test
  void shouldTellARefusal() {
    // Given
    status = 503;
    answer = "{\"code\":\"AWAY\",\"detail\":\"later\"}";

    // Then
    assertThatThrownBy(() -> client.face(FACE))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            e -> {
              assertThat(e).hasMessage("AWAY: later");
              assertThat(e.isTemporary()).isTrue();
              assertThat(e.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(7)));
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 504})
  void shouldTellWhatMaySucceedLaterFromAFaultOfTheRequest(int temporary) {
    // Given
    status = temporary;
    answer = "{\"code\":\"LATER\",\"detail\":\"later\"}";

    // Then
    assertThatThrownBy(() -> client.face(FACE))
        .isInstanceOfSatisfying(
            ApiProblem.class,
            e -> {
              assertThat(e.isTemporary()).isTrue();
              assertThat(e.isAboutTheRequest()).isFalse();
            });
  }

  @Test
  void shouldKnowNothingOfAFaceThatIsUnknown() {
    // Given
    status = 404;

    // Then
    assertThat(client.face(FACE)).isEmpty();
  }

  @Test
  void shouldTellHealthAlsoIfItIsNotWell() {
    // Given
    status = 503;
    answer = "{\"status\":\"DOWN\",\"components\":{\"index\":{\"details\":{\"lag\":3}}}}";

    // When
    Health health = client.health();

    // Then
    assertThat(health.status()).isEqualTo("DOWN");
    assertThat(health.components().get("index").status()).isEqualTo("UNKNOWN");
    assertThat(health.components().get("index").details()).containsEntry("lag", 3);
    assertThatThrownBy(client::requireAlive).hasMessage("HTTP_503: no detail was given");
  }

  @Test
  void shouldNotTakeAnotherServerForLikeness() {
    for (String other : List.of("<html>", "null", "[]", "")) {
      // Given
      answer = other;

      // Then
      assertThatThrownBy(() -> client.admin().listKeys())
          .isInstanceOf(NoAnswer.class)
          .hasMessageContaining("is it a Likeness?");
    }
  }
}
