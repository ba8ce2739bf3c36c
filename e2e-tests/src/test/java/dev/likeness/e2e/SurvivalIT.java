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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** What was acknowledged stays, and what was forgotten stays away, whatever is killed. */
@Order(1)
final class SurvivalIT extends OwnDeploymentTestCase {
  private static final Duration PATIENCE = Patience.LONG;
  private static final int PHOTOS = 60;
  private static final int KILLS_IN_A_ROW = 2;
  private static final int MOST_PAUSE_MILLIS = 8_000;

  /** Of the small form, which is the same each time. */
  private static final long SEED = 7;

  private final AtomicInteger acknowledgements = new AtomicInteger();

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

  /** Each process once, a fifth of the enrollments apart. */
  @Test
  void shouldEndAsIfNothingHadBeenKilled() {
    int enrollments = 200;
    shouldEndAsIfNothingHadBeenKilled(
        enrollments,
        20,
        SEED,
        () -> {
          for (int i = 0; i < Part.ONE_OF_EACH.size(); i++) {
            awaitAcknowledgements((i + 1) * enrollments / (Part.ONE_OF_EACH.size() + 1));
            killAndStart(Part.ONE_OF_EACH.get(i));
          }
        });
  }

  @Test
  @Tag("soak")
  void shouldEndAsIfNothingHadBeenKilledTwentyTimes() {
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("SurvivalIT: likeness.seed=" + seed);
    int enrollments = 2_000;
    shouldEndAsIfNothingHadBeenKilled(
        enrollments, 200, seed, () -> killAtRandom(new Random(seed), 20, enrollments));
  }

  private void shouldEndAsIfNothingHadBeenKilled(
      int enrollments, int forgets, long seed, Runnable killing) {
    // Given
    Random random = new Random(seed);
    Map<String, Boolean> expected = new TreeMap<>();
    FutureTask<Void> killer = new FutureTask<>(killing, null);
    Thread.ofPlatform().daemon().start(killer);

    // When
    for (int i = 0; i < enrollments; i++) {
      String face = "face-" + i;
      acknowledged("chaos", face, i % PHOTOS);
      expected.put(face, true);
      if (i % (enrollments / forgets) == 3) {
        String forgotten = "face-" + random.nextInt(i + 1);
        forget(forgotten);
        expected.put(forgotten, false);
      }
    }
    assertThat(killer).succeedsWithin(PATIENCE);
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

  /** An index and offsets that survive are ahead of the log. */
  @Test
  @Tag("soak")
  void shouldLoseNothingInAPowerLoss() throws IOException {
    shouldLoseNothing(60, SEED, List.of(false));
  }

  @Test
  @Tag("soak")
  void shouldLoseNothingInFivePowerLosses() throws IOException {
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("SurvivalIT: likeness.seed=" + seed);
    shouldLoseNothing(300, seed, List.of(true, false, true, false, true));
  }

  /**
   * @param indexesGone by power loss, whether the index does not survive it
   */
  private void shouldLoseNothing(int enrollments, long seed, List<Boolean> indexesGone)
      throws IOException {
    Random random = new Random(seed);
    Map<String, Boolean> expected = new TreeMap<>();
    for (boolean indexIsGone : indexesGone) {
      // Given
      int known = expected.size();
      for (int i = known; i < known + enrollments; i++) {
        acknowledged("chaos", "face-" + i, i % PHOTOS);
        expected.put("face-" + i, true);
        if (i % 10 == 3) {
          String forgotten = "face-" + random.nextInt(i + 1);
          forget(forgotten);
          expected.put(forgotten, false);
        }
      }
      awaitSearchable(expected);

      // When
      Part.ONE_OF_EACH.forEach(deployment::kill);
      PowerLoss loss = new PowerLoss(deployment.brokerData(), random);
      loss.tear(Topics.ENROLLMENTS);
      loss.cut(Topics.embeddings(DefaultModel.ID));
      if (indexIsGone) {
        loss.cut("__consumer_offsets");
        FileSystemUtils.deleteRecursively(deployment.state(Part.SEARCH));
      }
      Part.ONE_OF_EACH.forEach(deployment::start);
      client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);

      // Then
      acknowledged("chaos", "face-" + expected.size(), 0);
      expected.put("face-" + expected.size(), true);
      awaitSearchable(expected);
    }
    deployment.kill(Part.SEARCH);
    FileSystemUtils.deleteRecursively(deployment.state(Part.SEARCH));
    deployment.start(Part.SEARCH);
    client.awaitReady(Part.SEARCH);
    awaitSearchable(expected);
  }

  private void awaitSearchable(Map<String, Boolean> expected) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(searchable("chaos")).isEqualTo(kept(expected)));
  }

  private void killAtRandom(Random random, int kills, int enrollments) {
    for (int kill = 0; kill < kills; kill++) {
      killAndStart(Part.ONE_OF_EACH.get(random.nextInt(Part.ONE_OF_EACH.size())));
      LockSupport.parkNanos(Duration.ofMillis(1_000 + random.nextInt(MOST_PAUSE_MILLIS)).toNanos());
      if (kill % KILLS_IN_A_ROW == KILLS_IN_A_ROW - 1) {
        // A slow machine would get nothing started between two kills.
        awaitAcknowledgements(Math.min(acknowledgements.get() + 1, enrollments));
      }
    }
  }

  private void killAndStart(Part part) {
    System.out.println("killing " + part + " after " + acknowledgements + " enrollments");
    deployment.kill(part);
    deployment.start(part);
  }

  private void awaitAcknowledgements(int wanted) {
    await(wanted + " enrollments acknowledged")
        .atMost(PATIENCE)
        .until(acknowledgements::get, made -> made >= wanted);
  }

  /** Every outcome of the run is the one its photo has where nothing was killed. */
  private void assertSameVectorsAsUndisturbed(Map<String, Boolean> expected) {
    try (Log log = new Log(deployment)) {
      Map<String, Outcome> latest = new HashMap<>();
      for (ConsumerRecord<byte[], byte[]> record : log.read(Topics.embeddings(DefaultModel.ID))) {
        latest.put(
            new String(record.key(), StandardCharsets.UTF_8),
            OutcomeSerde.read(record.headers(), record.value()));
      }
      assertThat(latest).hasSize(expected.size() + PHOTOS);
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

  /** Asked again after an answer that was lost, there is nothing left to forget. */
  private void forget(String face) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .pollDelay(Duration.ZERO)
        .ignoreExceptions()
        .until(() ->
            Set.of(200, 404)
                .contains(
                    client
                        .delete(Part.SEARCH, Client.facesPath("chaos", "ada") + "/" + face)
                        .status()));
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
