package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Deployment.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * A new index takes over from the one that answers, of the same model or of another one. All tests
 * share a deployment: each leaves everybody enrolled, the default model answering, its worker
 * working and nothing being built.
 */
@Order(2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReindexIT {
  private static final Duration PATIENCE = Patience.LONG;
  private static final String GALLERY = "everyone";

  private Path directory;
  private Path models;
  private Deployment deployment;
  private Client client;

  @BeforeAll
  void start(@TempDir Path temporary) {
    directory = temporary;
    models = directory.resolve("models");
    OtherModel.writeTo(models);
    deployment = new Deployment(directory);
    for (Part part : List.of(Part.WORKER, Part.SEARCH)) {
      deployment.with(part, "--likeness.models-directory=" + models);
    }
    deployment.startAll();
    client = new Client(deployment);
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);
    for (int person = 0; person < People.count(); person++) {
      enroll(person, "0");
    }
  }

  @AfterAll
  void stop() {
    client.close();
    deployment.close();
  }

  @Test
  void shouldReindexUnderQueriesAndForgetThroughIt() throws IOException {
    // Given
    int before = serving();
    enroll(0, "forgotten");
    assertThat(client.delete(Part.SEARCH, face("forgotten")).status()).isEqualTo(200);

    try (Questioner questions = questions()) {
      // When
      Answer begun = client.reindex("");
      assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
      assertThat(client.reindex("").code()).isEqualTo("409 REINDEX_RUNNING");
      int first = built(begun);
      assertThat(first).isGreaterThan(before);
      client.awaitGeneration(first, DefaultModel.ID);
      int second = built(client.reindex(""));
      client.awaitGeneration(second, DefaultModel.ID);

      // Then
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(questions.right())
                  .as("%s", questions.wrong())
                  .isGreaterThan(2 * People.count()));
      assertThat(questions.wrong()).isEmpty();
      assertThat(questions.partial()).isZero();
    }
    assertThat(client.get(Part.SEARCH, face("forgotten")).code()).isEqualTo("404 UNKNOWN_FACE");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(indexes()).containsExactly(index(DefaultModel.ID, serving())));
  }

  @Test
  void shouldGoOnBuildingAfterAKillAndServeTheOldIndexUntilItIsDone() {
    // Given
    killTheWorkerBefore("ahead");
    int built = beginToBuildTheOther();

    // When
    deployment.kill(Part.SEARCH);
    deployment.start(Part.SEARCH);
    client.awaitReady(Part.SEARCH);

    // Then
    assertFinds(1);
    assertThat(client.reindexing().path("serving").path("model").asString())
        .isEqualTo(DefaultModel.ID);
    assertThat(client.reindexing().path("building").path("model").asString())
        .isEqualTo(OtherModel.ID);

    // When
    startTheWorker();

    // Then
    client.awaitGeneration(built, OtherModel.ID);
    assertFinds(1);
    client.awaitGeneration(built(client.reindex(DefaultModel.ID)), DefaultModel.ID);
  }

  @Test
  @Tag("soak")
  void shouldChangeTheModelUnderQueriesAndBack() {
    // Given
    assertThat(client.reindex("no-such-model").code()).isEqualTo("404 UNKNOWN_MODEL");
    assertThat(client.reindex("/etc").code()).isEqualTo("400 BAD_FIELD");
    assertThat(client.reindex("../x").code()).isEqualTo("400 BAD_FIELD");

    try (Questioner questions = questions()) {
      // When
      double threshold = threshold();
      client.awaitGeneration(built(client.reindex(OtherModel.ID)), OtherModel.ID);

      // Then
      Answer found = client.find(GALLERY, People.portrait(0, 90), Map.of());
      assertThat(found.text("model")).isEqualTo(OtherModel.ID);
      assertThat(threshold()).isGreaterThan(threshold);
      enroll(0, "later");

      // When
      client.awaitGeneration(built(client.reindex(DefaultModel.ID)), DefaultModel.ID);

      // Then
      assertThat(client.get(Part.SEARCH, face("later")).text("model")).isEqualTo(DefaultModel.ID);
      assertThat(questions.wrong()).isEmpty();
      assertThat(questions.partial()).isZero();
      assertThat(questions.right()).isPositive();
    }
  }

  @Test
  void shouldForgetAtOnceWhileAModelHasEverythingStillToEmbed() throws IOException {
    // Given
    killTheWorkerBefore("unwanted");
    beginToBuildTheOther();
    FileSystemUtils.deleteRecursively(models); // its workers cannot begin
    startTheWorker();

    // When
    client.forget(face("unwanted"));

    // Then
    assertThat(client.get(Part.SEARCH, face("unwanted")).code()).isEqualTo("404 UNKNOWN_FACE");
    assertThat(client.reindexing().path("building").path("model").asString())
        .isEqualTo(OtherModel.ID);
    giveUp();
    OtherModel.writeTo(models);
    deployment.stop(Part.WORKER);
    startTheWorker();
  }

  @Test
  void shouldGiveUpByCommandWhatIsBeingBuilt() {
    // Given
    int before = serving();
    killTheWorkerBefore("behind");
    assertThat(client.delete(Part.SEARCH, "/v1/admin/reindex").code())
        .isEqualTo("404 UNKNOWN_REINDEX");
    try (Command migrate = command("migrate", "--model", OtherModel.ID)) {
      await()
          .atMost(PATIENCE)
          .until(() ->
              client
                  .reindexing()
                  .path("building")
                  .path("model")
                  .asString("")
                  .equals(OtherModel.ID));
      int built = client.reindexing().path("building").path("generation").asInt();

      // When
      Command another = command("reindex");
      int refused = another.exitCode();
      Command giveUp = command("reindex", "--cancel");

      // Then
      assertThat(refused).isEqualTo(2);
      assertThat(another.output()).contains("REINDEX_RUNNING");
      assertThat(giveUp.exitCode()).as(giveUp.output()).isZero();
      assertThat(migrate.exitCode()).as(migrate.output()).isEqualTo(1);
      assertThat(migrate.output()).contains("generation " + built + " was given up");
    }
    awaitIdleWith(before);
    assertFinds(2);
    startTheWorker();
  }

  /**
   * Ends the worker before it embeds a face for the other model, whose index cannot be finished.
   */
  private void killTheWorkerBefore(String face) {
    enroll(0, face);
    deployment.kill(Part.WORKER);
  }

  /** Begins to build the other model's index, which its search service has. */
  private int beginToBuildTheOther() {
    Answer begun = client.reindex(OtherModel.ID);
    assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
    int built = built(begun);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(indexesOrNone()).contains(index(OtherModel.ID, built)));
    return built;
  }

  private void giveUp() {
    int before = serving();
    assertThat(client.delete(Part.SEARCH, "/v1/admin/reindex").status()).isEqualTo(200);
    awaitIdleWith(before);
  }

  private void awaitIdleWith(int generation) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(client.reindexing().path("status").asString()).isEqualTo("idle");
          assertThat(indexesOrNone()).containsExactly(index(DefaultModel.ID, generation));
        });
  }

  private void startTheWorker() {
    deployment.start(Part.WORKER);
    client.awaitReady(Part.WORKER);
  }

  private int serving() {
    return client.reindexing().path("serving").path("generation").asInt();
  }

  private static int built(Answer begun) {
    return begun.body().path("building").path("generation").asInt();
  }

  private static String index(String model, int generation) {
    return "likeness-search-" + model + "-" + generation;
  }

  private static String face(String name) {
    return Client.facesPath(GALLERY, "person-0") + "/" + name;
  }

  private Command command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("--url", deployment.http(Part.SEARCH).toString()));
    return Command.start(directory, command.toArray(String[]::new));
  }

  private Questioner questions() {
    return new Questioner(client, GALLERY, People.count(), List.of(Part.SEARCH), Map.of()).start();
  }

  private void enroll(int person, String face) {
    client.enrollFindably(GALLERY, "person-" + person, face, People.portrait(person, 0));
  }

  private double threshold() {
    return client
        .find(GALLERY, People.portrait(0, 90), Map.of())
        .body()
        .path("threshold")
        .asDouble();
  }

  private void assertFinds(int person) {
    Answer answer = client.find(GALLERY, People.portrait(person, 90), Map.of());
    JsonNode best = answer.body().path("faces").path(0).path("matches").path(0);
    assertThat(best.path("subject").asString())
        .as(answer.body().toString())
        .isEqualTo("person-" + person);
  }

  private List<String> indexes() throws IOException {
    try (Stream<Path> applications = Files.list(deployment.state(Part.SEARCH).resolve("search"))) {
      return applications.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> indexesOrNone() {
    try {
      return indexes();
    } catch (IOException e) {
      return List.of();
    }
  }
}
