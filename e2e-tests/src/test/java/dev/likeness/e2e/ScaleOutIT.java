package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Deployment.Part;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two search services share the partitions. All tests share a deployment with everybody enrolled,
 * and leave the first service alive.
 */
@Order(3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ScaleOutIT {
  private static final Duration PATIENCE = Patience.LONG;
  private static final String GALLERY = "everyone";
  private static final Integer PARTITIONS = 4;

  /** Without standbys, which the services have no more then. */
  private static final int LAST = Integer.MAX_VALUE;

  private Deployment deployment;
  private Client client;
  private boolean withStandbys = true;

  @BeforeAll
  void start(@TempDir Path directory) {
    deployment = new Deployment(directory).shared();
    deployment.start(Part.BROKER);
    deployment.start(Part.INGEST);
    deployment.start(Part.WORKER);
    deployment.start(Part.SEARCH);
    client = new Client(deployment);
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);
    for (int person = 0; person < People.count(); person++) {
      enroll(person);
    }
  }

  @AfterAll
  void stop() {
    client.close();
    deployment.close();
  }

  @Test
  void shouldAnswerFromAllPartitionsWhicheverInstanceIsAskedAndDies() {
    // Given
    beAlone();

    // When another instance joins, no answer changes
    try (Questioner questions = questions(List.of(Part.SEARCH), "partial")) {
      join();

      // Then
      assertThat(questions.wrong()).isEmpty();
      System.out.println(
          "joining: " + questions.right() + " whole answers, " + questions.partial() + " partial");
    }
    try (Questioner questions = questions(List.of(Part.SEARCH, Part.SECOND_SEARCH), "wait")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(questions.right())
                  .as("%s", questions.wrong())
                  .isGreaterThan(2 * People.count()));
      assertThat(questions.wrong()).isEmpty();
      assertThat(questions.partial()).isZero();
    }
    assertThat(listed(Part.SEARCH)).isEqualTo(People.count());
    assertThat(listed(Part.SECOND_SEARCH)).isEqualTo(People.count());

    // Then nobody can ask as an instance does but on the port for instances
    assertThat(
            client
                .post(
                    Part.SEARCH,
                    "/peer/v1/generations/" + DefaultModel.ID + "/1",
                    "application/json",
                    "{\"is\":\"AskProgress\"}".getBytes(StandardCharsets.UTF_8))
                .status())
        .isEqualTo(404);

    // When an instance dies, answers say what they lack until its standby has taken over
    deployment.kill(Part.SECOND_SEARCH);
    Answer nobody = client.find("nobodys", People.portrait(0, 90), Map.of());
    Answer meanwhile = client.find(GALLERY, People.portrait(0, 90), Map.of());
    boolean takenOver = held(Part.SEARCH) == PARTITIONS;

    // Then
    if (!takenOver) {
      assertThat(nobody.status()).as(nobody.body().toString()).isEqualTo(200);
      assertThat(nobody.body().path("index").path("partial").asBoolean()).isTrue();
      assertThat(nobody.body().path("faces").path(0).path("unknown").asBoolean()).isTrue();
      assertThat(meanwhile.status()).isEqualTo(200);
      assertThat(meanwhile.body().path("index").path("partial").asBoolean()).isTrue();
      assertThat(meanwhile.body().path("index").path("missing")).isNotEmpty();
      assertThat(meanwhile.body().path("searched").asInt())
          .as("faces in question while some are away")
          .isEqualTo(People.count());
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Answer waited = client.find(GALLERY, People.portrait(0, 90), Map.of("missing", "wait"));
          assertThat(waited.status()).as(waited.body().toString()).isEqualTo(200);
          assertThat(waited.body().path("index").path("partial").asBoolean()).isFalse();
        });
    await().atMost(PATIENCE).until(() -> held(Part.SEARCH), PARTITIONS::equals);
    try (Questioner questions = questions(List.of(Part.SEARCH), "partial")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(questions.right())
                  .as("%s", questions.wrong())
                  .isGreaterThan(People.count()));
      assertThat(questions.wrong()).isEmpty();
    }
  }

  @Test
  void shouldChangeToANewIndexOnBothInstancesUnderQueries() {
    // Given
    beAlone();
    join();
    int before = generation(Part.SEARCH);

    try (Questioner questions = questions(List.of(Part.SEARCH, Part.SECOND_SEARCH), "wait")) {
      // When
      assertThat(client.reindex("").status()).isEqualTo(202);

      // Then
      for (Part part : List.of(Part.SEARCH, Part.SECOND_SEARCH)) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(generation(part)).isEqualTo(before + 1));
      }
      int right = questions.right();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(questions.right())
                  .as("%s", questions.wrong())
                  .isGreaterThan(right + 2 * People.count()));
      assertThat(questions.wrong()).isEmpty();
      assertThat(questions.partial()).isZero();
    }
  }

  @Test
  @Order(LAST)
  void shouldBeWholeAgainAfterADeathThatNoStandbyWasReadyFor() {
    shouldBeWholeAgainAfterADeathThatNoStandbyWasReadyFor(2_000);
  }

  @Test
  @Tag("soak")
  @Order(LAST)
  void shouldBeWholeAgainWithManyFacesAfterADeathThatNoStandbyWasReadyFor() {
    shouldBeWholeAgainAfterADeathThatNoStandbyWasReadyFor(20_000);
  }

  private void shouldBeWholeAgainAfterADeathThatNoStandbyWasReadyFor(int crowd) {
    // Given
    beAlone();
    deployment.stop(Part.SEARCH);
    for (Part part : List.of(Part.SEARCH, Part.SECOND_SEARCH)) {
      if (withStandbys) {
        deployment.with(part, "--likeness.search.standbys=0");
      }
      deployment.start(part);
    }
    withStandbys = false;
    client.awaitReady(Part.SEARCH, Part.SECOND_SEARCH);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(held(Part.SEARCH)).isPositive();
          assertThat(held(Part.SECOND_SEARCH)).isPositive();
          assertThat(isWhole()).as("an answer is whole").isTrue();
        });
    int all = crowd + People.count();
    try (Log log = new Log(deployment)) {
      Crowd.publish(log, "crowd", crowd);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(faces(Part.SEARCH) + faces(Part.SECOND_SEARCH)).isEqualTo(all));
    }
    int lost = faces(Part.SECOND_SEARCH);
    assertThat(lost).isBetween(crowd / PARTITIONS / 2, all);

    // When
    deployment.kill(Part.SECOND_SEARCH);
    await().pollInterval(Duration.ofMillis(100)).atMost(PATIENCE).until(this::isWhole);

    // Then
    assertThat(faces(Part.SEARCH))
        .as("faces known when an answer first claims to be whole, of which %s were lost", lost)
        .isEqualTo(all);
    await().atMost(PATIENCE).until(() -> held(Part.SEARCH), PARTITIONS::equals);
    try (Questioner questions = questions(List.of(Part.SEARCH), "partial")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(questions.right())
                  .as("%s", questions.wrong())
                  .isGreaterThan(People.count()));
      assertThat(questions.wrong()).isEmpty();
      assertThat(questions.partial()).isZero();
    }
  }

  /** Ends the second instance, if there is one, and waits until the first holds everything. */
  private void beAlone() {
    if (deployment.isAlive(Part.SECOND_SEARCH)) {
      deployment.stop(Part.SECOND_SEARCH);
    }
    await().atMost(PATIENCE).until(() -> held(Part.SEARCH), PARTITIONS::equals);
  }

  /**
   * Starts the second instance and waits until both hold partitions, and no partition twice. A
   * further one may move once its copy is warm, for which a question that wants all has to wait.
   */
  private void join() {
    deployment.start(Part.SECOND_SEARCH);
    client.awaitReady(Part.SECOND_SEARCH);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(held(Part.SEARCH)).isLessThan(PARTITIONS);
          assertThat(held(Part.SECOND_SEARCH)).isPositive();
        });
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(held(Part.SEARCH) + held(Part.SECOND_SEARCH)).isEqualTo(PARTITIONS));
  }

  private int generation(Part part) {
    return client.get(part, "/v1/admin/reindex").body().path("serving").path("generation").asInt();
  }

  private boolean isWhole() {
    Answer answer = client.find(GALLERY, People.portrait(0, 90), Map.of());
    return answer.status() == 200 && !answer.body().path("index").path("partial").asBoolean();
  }

  private Questioner questions(List<Part> asked, String missing) {
    return new Questioner(client, GALLERY, People.count(), asked, Map.of("missing", missing))
        .start();
  }

  private void enroll(int person) {
    client.enrollFindably(GALLERY, "person-" + person, "1", People.portrait(person, 0));
  }

  private int listed(Part part) {
    return client
        .get(part, "/v1/galleries/" + GALLERY + "/subjects?limit=1000")
        .body()
        .path("subjects")
        .size();
  }

  /** How many partitions an instance holds. */
  private int held(Part part) {
    return client.meter(part, "likeness.index.partitions");
  }

  /** How many faces are in the partitions that an instance holds. */
  private int faces(Part part) {
    return client.meter(part, "likeness.index.faces");
  }
}
