package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Client.Form;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.faces.Forgotten;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was acknowledged stays, and what was forgotten stays away, whatever is killed. */
final class SurvivalIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;
  private Deployment deployment;
  private Client client;

  @BeforeEach
  void start() {
    deployment = new Deployment(directory).startAll();
    client = new Client(deployment);
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);
  }

  @AfterEach
  void stop() {
    client.close();
    deployment.close();
  }

  @Test
  void shouldAcknowledgeNothingAndAnswerOnWhileTheBrokerIsAway() {
    // Given
    String position = client.enroll("away", "ada", "1", People.portrait(0, 0)).text("position");
    assertThat(
            client.find("away", People.portrait(0, 50), Map.of("min_position", position)).status())
        .isEqualTo(200);

    // When
    deployment.stop(Part.BROKER);
    Answer refused =
        client.post(
            Part.INGEST,
            Client.facesPath("away", "grace"),
            new Form().file("photo", People.portrait(1, 0)).field("face", "refused"));
    Answer found = client.find("away", People.portrait(0, 50), Map.of());

    // Then
    assertThat(refused.code()).isEqualTo("503 BROKER_UNAVAILABLE");
    assertThat(refused.raw().headers().firstValue("retry-after")).contains("1");
    assertThat(found.status()).as(found.body().toString()).isEqualTo(200);
    assertThat(found.body().path("faces").path(0).path("matches").path(0).path("subject"))
        .hasToString("\"ada\"");
    assertThat(found.body().path("index").path("asOf").asString()).isNotBlank();

    // When
    deployment.start(Part.BROKER);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(client.enroll("away", "grace", "1", People.portrait(1, 0)).status())
                .isEqualTo(201));
  }

  @Test
  void shouldLoseAndDoubleNothingWhenEverythingIsKilled() {
    // Given
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Map<String, Boolean> expected = new TreeMap<>();
    List<Part> killable = List.of(Part.INGEST, Part.WORKER, Part.SEARCH, Part.BROKER);

    // When
    for (int i = 0; i < 60; i++) {
      String face = "face-" + i;
      acknowledged(face, i);
      expected.put(face, true);
      if (i % 5 == 4) {
        String forgotten = "face-" + random.nextInt(i + 1);
        forget(forgotten);
        expected.put(forgotten, false);
      }
      if (i % 12 == 7) {
        Part part = killable.get(random.nextInt(killable.size()));
        System.out.println("killing " + part + " after " + face);
        deployment.kill(part);
        deployment.start(part);
      }
    }
    for (Part part : killable) {
      deployment.kill(part);
    }
    for (Part part : killable) {
      deployment.start(part);
    }
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(searchable()).isEqualTo(kept(expected)));
    try (Log log = new Log(deployment)) {
      assertThat(latestOutcomes(log)).isEqualTo(expected);
    }
  }

  private void acknowledged(String face, int variant) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() ->
            client
                    .post(
                        Part.INGEST,
                        Client.facesPath("chaos", "ada"),
                        new Form()
                            .file("photo", People.portrait(variant % People.count(), variant))
                            .field("face", face))
                    .status()
                == 202);
  }

  private void forget(String face) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() ->
            client.delete(Part.SEARCH, Client.facesPath("chaos", "ada") + "/" + face).status()
                == 200);
  }

  private List<String> searchable() {
    JsonNode page =
        client.get(Part.SEARCH, Client.facesPath("chaos", "ada") + "?limit=1000").body();
    return page.path("faces").findValuesAsString("face").stream().sorted().toList();
  }

  private static List<String> kept(Map<String, Boolean> expected) {
    return expected.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static Map<String, Boolean> latestOutcomes(Log log) {
    Map<String, Boolean> latest = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : log.read(Topics.embeddings("dlib-resnet-128"))) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      latest.put(
          key.substring(key.lastIndexOf('/') + 1),
          !(OutcomeSerde.read(record.headers(), record.value()) instanceof Forgotten));
    }
    return latest;
  }
}
