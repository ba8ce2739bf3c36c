package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service whose first key comes from a file, that pages of one origin may ask, and that answers
 * nothing the audit does not know of; with its broker, and then without it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KeysIT {
  private static final Duration PATIENCE = Patience.LONG;
  private static final String KEYS = "/v1/admin/keys";
  private static final String DESK = "https://desk.example.org";
  private static final String ID = "0123456789abcdef";
  private static final String FIRST = "lk_" + ID + "_" + "A".repeat(43);
  private static final String OTHER = "lk_fedcba9876543210_" + "B".repeat(43);

  private Deployment deployment;
  private Client client;
  private Path file;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    file = Files.writeString(directory.resolve("first"), FIRST + "\n");
    deployment =
        new Deployment(directory.resolve("deployment"))
            .with(
                Part.INGEST,
                "--likeness.access.initial-key-file=" + file,
                "--likeness.access.origins=" + DESK,
                "--likeness.access.audit=required");
    deployment.start(Part.BROKER);
    deployment.start(Part.INGEST);
    client = new Client(deployment);
    client.awaitReady(Part.INGEST);
  }

  @AfterAll
  void stop() {
    client.close();
    deployment.close();
  }

  private Answer ask(String path, String key, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Authorization";
    all[1] = "Bearer " + key;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return client.ask("GET", Part.INGEST, path, all);
  }

  @Test
  @Order(1)
  void shouldHaveTheKeyOfTheFileFirst() {
    // When
    Answer keys = ask(KEYS, FIRST);

    // Then
    assertThat(keys.status()).as(keys.body().toString()).isEqualTo(200);
    assertThat(keys.body().path("keys")).hasSize(1);
    assertThat(keys.body().path("keys").path(0).path("id").asString()).isEqualTo(ID);
    assertThat(keys.body().path("keys").path(0).path("scopes")).hasSize(8);
    assertThat(client.get(Part.INGEST, KEYS).code()).isEqualTo("401 UNAUTHENTICATED");
    assertThat(deployment.output(Part.INGEST)).doesNotContain(FIRST);
  }

  @Test
  @Order(2)
  void shouldLetPagesOfTheNamedOriginAskAndNoOthers() {
    // When
    Answer preflight = preflight(DESK);
    Answer answer = ask(KEYS, FIRST, "Origin", DESK);
    Answer foreign = preflight("https://evil.example");
    Answer asked = ask(KEYS, FIRST, "Origin", "https://evil.example");

    // Then
    assertThat(preflight.status()).isEqualTo(200);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(allowed(preflight)).isEqualTo(DESK);
    assertThat(allowed(answer)).isEqualTo(DESK);
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(asked.status()).isEqualTo(403);
    assertThat(allowed(foreign) + allowed(asked)).isEmpty();
  }

  private Answer preflight(String origin) {
    return client.ask(
        "OPTIONS",
        Part.INGEST,
        KEYS,
        "Origin",
        origin,
        "Access-Control-Request-Method",
        "GET",
        "Access-Control-Request-Headers",
        "authorization");
  }

  private static String allowed(Answer answer) {
    return answer.raw().headers().firstValue("Access-Control-Allow-Origin").orElse("");
  }

  @Test
  @Order(3)
  void shouldAnswerOnlyWhatTheAuditHas() {
    // When
    Answer letters = ask("/v1/admin/dead-letters", FIRST);

    // Then the event is there, without a wait
    assertThat(letters.status()).as(letters.body().toString()).isEqualTo(200);
    try (Log log = new Log(deployment)) {
      assertThat(log.read(Topics.AUDIT))
          .extracting(event -> new String(event.value(), StandardCharsets.UTF_8))
          .anyMatch(event -> event.contains(ID) && event.contains("GET /v1/admin/dead-letters"));
    }
  }

  @Test
  @Order(4)
  void shouldHoldTheKnownKeysWhileTheBrokerIsAway() {
    // When
    deployment.stop(Part.BROKER);
    Answer health = ask("/actuator/health", FIRST);
    Answer unknown = ask("/actuator/health", OTHER);
    Answer withheld = ask(KEYS, FIRST);

    // Then
    assertThat(health.body().path("components").isMissingNode()).as(health.toString()).isFalse();
    assertThat(unknown.code()).isEqualTo("401 UNAUTHENTICATED");
    assertThat(withheld.code()).isEqualTo("503 AUDIT_UNAVAILABLE");
    assertThat(withheld.raw().headers().firstValue("Retry-After")).isPresent();
    assertThat(withheld.body().path("keys").isMissingNode()).isTrue();
  }

  @Test
  @Order(5)
  void shouldAnswerNobodyBeforeItKnowsTheKeys() throws IOException {
    // Given a start without a broker, and with another key in the file
    deployment.kill(Part.INGEST);
    Files.writeString(file, OTHER);

    // When
    deployment.start(Part.INGEST);

    // Then
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> client.get(Part.INGEST, "/livez").status() == 200);

    // Then it lives, is not ready, and tells nobody anything
    assertThat(deployment.output(Part.INGEST)).contains("waiting for the Kafka broker");
    assertThat(client.get(Part.INGEST, "/readyz").status()).isEqualTo(503);
    for (String key : List.of(FIRST, OTHER)) {
      Answer answer = ask(KEYS, key);
      assertThat(answer.code()).isEqualTo("503 ACCESS_UNKNOWN");
      assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();
    }
    assertThat(client.get(Part.INGEST, KEYS).code()).isEqualTo("503 ACCESS_UNKNOWN");
    assertThat(client.get(Part.INGEST, "/actuator/prometheus").status()).isEqualTo(503);

    // When
    deployment.start(Part.BROKER);
    client.awaitReady(Part.INGEST);

    // Then there is a key already
    assertThat(ask(KEYS, FIRST).status()).isEqualTo(200);
    assertThat(ask(KEYS, OTHER).code()).isEqualTo("401 UNAUTHENTICATED");
  }
}
