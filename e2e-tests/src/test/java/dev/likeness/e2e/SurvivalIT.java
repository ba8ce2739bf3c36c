package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Client.Form;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.Forgotten;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Rejection;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was acknowledged stays, and what was forgotten stays away, whatever is killed. */
final class SurvivalIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int ENROLLMENTS = 2_000;
  private static final int FORGETS = 200;
  private static final int KILLS = 20;
  private static final int KILLS_IN_A_ROW = 2;
  private static final int PHOTOS = 60;
  private static final int MOST_PAUSE_MILLIS = 8_000;

  private final AtomicInteger acknowledgements = new AtomicInteger();
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
  void shouldEndAsIfNothingHadBeenKilled() {
    // Given
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Map<String, Boolean> expected = new TreeMap<>();
    CompletableFuture<Void> killer =
        CompletableFuture.runAsync(() -> killAtRandom(new Random(seed)));

    // When
    for (int i = 0; i < ENROLLMENTS; i++) {
      String face = "face-" + i;
      acknowledged("chaos", face, i % PHOTOS);
      expected.put(face, true);
      if (i % (ENROLLMENTS / FORGETS) == 3) {
        String forgotten = "face-" + random.nextInt(i + 1);
        forget(forgotten);
        expected.put(forgotten, false);
      }
    }
    killer.join();
    Part.ONE_OF_EACH.forEach(deployment::kill);
    Part.ONE_OF_EACH.forEach(deployment::start);
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);
    for (int photo = 0; photo < PHOTOS; photo++) {
      acknowledged("calm", "photo-" + photo, photo);
    }

    // Then
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(searchable("chaos")).isEqualTo(kept(expected)));
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(searchable("calm")).hasSize(PHOTOS));
    assertSameVectorsAsUndisturbed(expected);
  }

  private void killAtRandom(Random random) {
    for (int kill = 0; kill < KILLS; kill++) {
      Part part = Part.ONE_OF_EACH.get(random.nextInt(Part.ONE_OF_EACH.size()));
      System.out.println("killing " + part);
      deployment.kill(part);
      deployment.start(part);
      LockSupport.parkNanos(Duration.ofMillis(1_000 + random.nextInt(MOST_PAUSE_MILLIS)).toNanos());
      if (kill % KILLS_IN_A_ROW == KILLS_IN_A_ROW - 1) {
        awaitAcknowledgement();
      }
    }
  }

  /** A slow machine would get nothing started between two kills, and enroll after the last one. */
  private void awaitAcknowledgement() {
    int before = acknowledgements.get();
    await().atMost(PATIENCE).until(() -> acknowledgements.get() > before || before >= ENROLLMENTS);
  }

  /** Every outcome of the run is the one its photo has where nothing was killed. */
  private void assertSameVectorsAsUndisturbed(Map<String, Boolean> expected) {
    try (Log log = new Log(deployment)) {
      Map<String, Outcome> latest = new HashMap<>();
      for (ConsumerRecord<byte[], byte[]> record : log.read(Topics.embeddings("dlib-resnet-128"))) {
        latest.put(
            new String(record.key(), StandardCharsets.UTF_8),
            OutcomeSerde.read(record.headers(), record.value()));
      }
      assertThat(latest).hasSize(ENROLLMENTS + PHOTOS);
      expected.forEach((face, kept) -> {
        Outcome outcome = latest.get("chaos/ada/" + face);
        if (kept) {
          int photo = Integer.parseInt(face.substring("face-".length())) % PHOTOS;
          assertThat(essence(outcome))
              .as(face)
              .isEqualTo(essence(latest.get("calm/ada/photo-" + photo)));
        } else {
          assertThat(outcome).as(face).isInstanceOf(Forgotten.class);
        }
      });
    }
  }

  /** What an outcome says of its photo, whatever place it has. */
  private static Object essence(Outcome outcome) {
    return switch (outcome) {
      case Embedding embedding -> embedding.vector();
      case Rejection rejection -> rejection.reason();
      case Forgotten _ -> "forgotten";
    };
  }

  private void acknowledged(String gallery, String face, int photo) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .until(() ->
            client
                    .post(
                        Part.INGEST,
                        Client.facesPath(gallery, "ada"),
                        new Form()
                            .file("photo", People.portrait(photo % People.count(), photo))
                            .field("face", face))
                    .status()
                == 202);
    acknowledgements.incrementAndGet();
  }

  private void forget(String face) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .until(() ->
            client.delete(Part.SEARCH, Client.facesPath("chaos", "ada") + "/" + face).status()
                == 200);
  }

  private List<String> searchable(String gallery) {
    List<String> faces = new ArrayList<>();
    String after = "";
    do {
      JsonNode page =
          client.get(Part.SEARCH, Client.facesPath(gallery, "ada") + "?limit=1000" + after).body();
      faces.addAll(page.path("faces").findValuesAsString("face"));
      after = page.has("next") ? "&after=" + page.path("next").asString() : "";
    } while (!after.isEmpty());
    return faces.stream().sorted().toList();
  }

  private static List<String> kept(Map<String, Boolean> expected) {
    return expected.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
