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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** A new index takes over from the one that answers, of the same model or of another one. */
final class ReindexIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String GALLERY = "everyone";

  @TempDir private Path directory;
  private Deployment deployment;
  private Client client;

  @BeforeEach
  void start() {
    Path models = directory.resolve("models");
    OtherModel.writeTo(models);
    deployment = new Deployment(directory);
    for (Part part : List.of(Part.WORKER, Part.SEARCH)) {
      deployment.with(part, "--likeness.models-directory=" + models);
    }
    deployment.startAll();
    client = new Client(deployment);
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);
  }

  @AfterEach
  void stop() {
    client.close();
    deployment.close();
  }

  @Test
  void shouldReindexUnderQueriesAndForgetThroughIt() throws IOException {
    // Given
    enrollEverybody(1);
    assertThat(client.delete(Part.SEARCH, Client.facesPath(GALLERY, "person-0") + "/0").status())
        .isEqualTo(200);
    enroll(0, "again");

    try (Questioner questions = questions()) {
      // When
      Answer begun = client.reindex("");
      assertThat(begun.status()).as(begun.body().toString()).isEqualTo(202);
      assertThat(client.reindex("").code()).isEqualTo("409 REINDEX_RUNNING");
      client.awaitGeneration(2, DefaultModel.ID);
      client.reindex("");
      client.awaitGeneration(3, DefaultModel.ID);

      // Then
      await().atMost(PATIENCE).until(() -> questions.right() > 2 * People.count());
      assertThat(questions.wrong()).isEmpty();
      assertThat(questions.partial()).isZero();
    }
    assertThat(client.get(Part.SEARCH, Client.facesPath(GALLERY, "person-0") + "/0").code())
        .isEqualTo("404 UNKNOWN_FACE");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(indexes()).containsExactly("likeness-search-" + DefaultModel.ID + "-3"));
  }

  @Test
  void shouldGoOnBuildingAfterAKillAndServeTheOldIndexUntilItIsDone() {
    // Given
    enrollEverybody(1);
    deployment.kill(Part.WORKER); // so that the other model's index cannot be finished yet
    assertThat(client.reindex(OtherModel.ID).status()).isEqualTo(202);
    await()
        .atMost(PATIENCE)
        .until(() -> indexesOrNone().contains("likeness-search-" + OtherModel.ID + "-2"));

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
    deployment.start(Part.WORKER);

    // Then
    client.awaitGeneration(2, OtherModel.ID);
    assertFinds(1);
  }

  @Test
  void shouldChangeTheModelUnderQueriesAndBack() {
    // Given
    enrollEverybody(1);
    assertThat(client.reindex("no-such-model").code()).isEqualTo("404 UNKNOWN_MODEL");
    assertThat(client.reindex("/etc").code()).isEqualTo("400 BAD_FIELD");
    assertThat(client.reindex("../x").code()).isEqualTo("400 BAD_FIELD");

    try (Questioner questions = questions()) {
      // When
      double threshold = threshold();
      assertThat(client.reindex(OtherModel.ID).status()).isEqualTo(202);
      client.awaitGeneration(2, OtherModel.ID);

      // Then
      Answer found = client.find(GALLERY, People.portrait(0, 90), Map.of());
      assertThat(found.text("model")).isEqualTo(OtherModel.ID);
      assertThat(threshold()).isGreaterThan(threshold);
      enroll(0, "later");

      // When
      assertThat(client.reindex(DefaultModel.ID).status()).isEqualTo(202);
      client.awaitGeneration(3, DefaultModel.ID);

      // Then
      assertThat(
              client
                  .get(Part.SEARCH, Client.facesPath(GALLERY, "person-0") + "/later")
                  .text("model"))
          .isEqualTo(DefaultModel.ID);
      assertThat(questions.wrong()).isEmpty();
      assertThat(questions.partial()).isZero();
      assertThat(questions.right()).isPositive();
    }
  }

  @Test
  void shouldForgetAtOnceWhileAModelHasEverythingStillToEmbed() throws IOException {
    // Given
    enrollEverybody(1);
    deployment.kill(Part.WORKER);
    assertThat(client.reindex(OtherModel.ID).status()).isEqualTo(202);
    await()
        .atMost(PATIENCE)
        .until(() -> indexesOrNone().contains("likeness-search-" + OtherModel.ID + "-2"));
    FileSystemUtils.deleteRecursively(directory.resolve("models")); // its workers cannot begin
    deployment.start(Part.WORKER);
    client.awaitReady(Part.WORKER);

    // When
    Answer forgotten = client.delete(Part.SEARCH, Client.facesPath(GALLERY, "person-0") + "/0");

    // Then
    assertThat(forgotten.status()).as(forgotten.body().toString()).isEqualTo(200);
    assertThat(client.get(Part.SEARCH, Client.facesPath(GALLERY, "person-0") + "/0").code())
        .isEqualTo("404 UNKNOWN_FACE");
    assertThat(client.reindexing().path("building").path("model").asString())
        .isEqualTo(OtherModel.ID);
  }

  @Test
  void shouldGiveUpByCommandWhatIsBeingBuilt() {
    // Given
    enrollEverybody(1);
    deployment.kill(Part.WORKER);
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

      // When
      Command another = command("reindex");
      int refused = another.exitCode();
      Command giveUp = command("reindex", "--cancel");

      // Then
      assertThat(refused).isEqualTo(2);
      assertThat(another.output()).contains("REINDEX_RUNNING");
      assertThat(giveUp.exitCode()).as(giveUp.output()).isZero();
      assertThat(migrate.exitCode()).as(migrate.output()).isEqualTo(1);
      assertThat(migrate.output()).contains("generation 2 was given up");
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(client.reindexing().path("status").asString()).isEqualTo("idle");
          assertThat(indexesOrNone()).containsExactly("likeness-search-" + DefaultModel.ID + "-1");
        });
    assertFinds(2);
  }

  private Command command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("--url", deployment.http(Part.SEARCH).toString()));
    return Command.start(directory, command.toArray(String[]::new));
  }

  private Questioner questions() {
    return new Questioner(client, GALLERY, People.count(), List.of(Part.SEARCH), Map.of()).start();
  }

  private void enrollEverybody(int photos) {
    for (int person = 0; person < People.count(); person++) {
      for (int photo = 0; photo < photos; photo++) {
        enroll(person, Integer.toString(photo));
      }
    }
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
