package dev.likeness.search.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.search.store.PartitionAnswer;
import dev.likeness.topics.Generation;
import dev.likeness.web.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HttpPeersTest {
  private static final Generation GENERATION = new Generation("model", 3);
  private static final IndexQuery.HasGallery QUESTION = new IndexQuery.HasGallery("g");
  private static final Map<Integer, PartitionAnswer<Boolean>> ANSWERS =
      Map.of(1, new PartitionAnswer<>(true, 7));

  private final PeerJson json = new PeerJson();
  private final HttpPeers peers =
      new HttpPeers(json, new PeerKey(""), null, Duration.ofSeconds(20));
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    peers.destroy();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void shouldReadWhatThePeerAnswersToTheQuestionAboutTheGeneration() {
    // Given
    answer(200, json.write(ANSWERS, QUESTION));

    // When, Then
    assertThat(ask(peers)).isEqualTo(ANSWERS);
  }

  /** A new authority, and a new certificate of whoever asks. */
  @Test
  void shouldAskWithTheNewCertificateOnceItIsRenewed(@TempDir Path directory) throws Exception {
    // Given
    Certificate before = Certificate.in(directory.resolve("before"));
    Certificate renewed = Certificate.in(directory.resolve("renewed"));
    HttpsServer secured =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secured.setHttpsConfigurator(new HttpsConfigurator(renewed.shown()));
    secured.setExecutor(threads);
    secured.start();
    server.stop(0);
    server = secured;
    answer(200, json.write(ANSWERS, QUESTION));
    HttpPeers asking = new HttpPeers(json, new PeerKey(""), before.trust(), Duration.ofSeconds(20));
    assertThat(ask(asking)).isEmpty();

    // When
    asking.renew(renewed.trust());

    // Then
    await().untilAsserted(() -> assertThat(ask(asking)).isEqualTo(ANSWERS));
    asking.destroy();
  }

  @Test
  void shouldHaveNoAnswersOfAPeerThatFails() {
    // Given
    answer(500, json.write(ANSWERS, QUESTION));

    // When, Then
    assertThat(ask(peers)).isEmpty();
  }

  @Test
  void shouldHaveNoAnswersOfAPeerThatAnswersSomethingElse() {
    // Given
    answer(200, "<html>".getBytes(UTF_8));

    // When, Then
    assertThat(ask(peers)).isEmpty();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldNotWaitForTheRestOfAnAnswerThatDoesNotCome() {
    // Given
    answer(200, "{".getBytes(UTF_8), 1_000);
    HttpPeers impatient = new HttpPeers(json, new PeerKey(""), null, Duration.ofSeconds(2));

    try {
      // When, Then
      assertThat(ask(impatient)).isEmpty();
    } finally {
      impatient.destroy();
    }
  }

  @Test
  void shouldHaveNoAnswersWhereNobodyListens() {
    // Given
    HostInfo gone = peer();
    server.stop(0);

    // When, Then
    assertThat(peers.ask(gone, GENERATION, QUESTION).get()).isEmpty();
  }

  @Test
  void shouldHaveNoAnswersWhenItIsAskedLate() {
    // Given
    answer(200, json.write(ANSWERS, QUESTION));
    peers.destroy();

    // When, Then
    assertThat(ask(peers)).isEmpty();
  }

  private void answer(int status, byte[] body) {
    answer(status, body, body.length);
  }

  /** Closes nothing: where {@code length} says more than the body has, the rest never comes. */
  private void answer(int status, byte[] body, int length) {
    server.createContext(
        HttpPeers.PATH + "/model/3",
        exchange -> {
          boolean asked =
              json.readQuestion(exchange.getRequestBody().readAllBytes()).equals(QUESTION);
          exchange.sendResponseHeaders(asked ? status : 400, length);
          exchange.getResponseBody().write(body);
          exchange.getResponseBody().flush();
        });
  }

  private Map<Integer, PartitionAnswer<Boolean>> ask(HttpPeers asking) {
    return asking.ask(peer(), GENERATION, QUESTION).get();
  }

  private HostInfo peer() {
    InetSocketAddress address = server.getAddress();
    return new HostInfo(address.getHostString(), address.getPort());
  }
}
