package dev.likeness.search.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.likeness.search.store.Answered;
import dev.likeness.search.store.IndexQuery;
import dev.likeness.topics.Generation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HttpPeersTest {
  private static final Generation GENERATION = new Generation("model", 3);
  private static final IndexQuery.HasGallery QUESTION = new IndexQuery.HasGallery("g");
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PeerJson json = new PeerJson();
  private final HttpPeers peers = new HttpPeers(json, PATIENCE);
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
    Map<Integer, Answered<Boolean>> answers = Map.of(1, new Answered<>(true, 7));
    server.createContext(
        HttpPeers.PATH + "/model/3",
        exchange -> {
          boolean asked =
              json.readQuestion(exchange.getRequestBody().readAllBytes()).equals(QUESTION);
          byte[] body = json.write(answers, QUESTION);
          exchange.sendResponseHeaders(asked ? 200 : 400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });

    // When, Then
    assertThat(ask()).isEqualTo(answers);
  }

  @Test
  void shouldHaveNoAnswersOfAPeerThatFails() {
    // Given
    answer(500, "{}", 2);

    // When, Then
    assertThat(ask()).isEmpty();
  }

  @Test
  void shouldHaveNoAnswersOfAPeerThatAnswersSomethingElse() {
    // Given
    answer(200, "<html>", 6);

    // When, Then
    assertThat(ask()).isEmpty();
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldNotWaitForTheRestOfAnAnswerThatDoesNotCome() {
    // Given
    answer(200, "{", 1_000);

    // When, Then
    assertThat(ask()).isEmpty();
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
    answer(200, "{}", 2);
    peers.destroy();

    // When, Then
    assertThat(ask()).isEmpty();
  }

  /** Closes nothing: where {@code length} says more than the body has, the rest never comes. */
  private void answer(int status, String body, int length) {
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, length);
          exchange.getResponseBody().write(body.getBytes(UTF_8));
          exchange.getResponseBody().flush();
        });
  }

  private Map<Integer, Answered<Boolean>> ask() {
    return peers.ask(peer(), GENERATION, QUESTION).get();
  }

  private HostInfo peer() {
    InetSocketAddress address = server.getAddress();
    return new HostInfo(address.getHostString(), address.getPort());
  }
}
