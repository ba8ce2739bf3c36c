package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Deployment.Part;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands for whoever runs a Likeness, asked of a whole one in a process. */
final class StandaloneCommandsIT {
  private static final int YES = 0;
  private static final int NO = 1;
  private static final int NOT_DONE = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String DEFAULT_MODEL = "dlib-resnet-128";
  private static final double DEFAULT_THRESHOLD = 0.593;

  @TempDir private Path directory;
  private Path data;
  private Installation likeness;

  @BeforeEach
  void install() {
    Path models = directory.resolve("models");
    OtherModel.writeTo(models);
    data = directory.resolve("data");
    likeness = new Installation(directory).with("LIKENESS_MODELS_DIRECTORY", models.toString());
  }

  @Test
  void shouldReindex() throws IOException {
    // Given
    try (Command _ = likeness.upAndReady(data)) {
      enroll("ada", 0);
      enroll("grace", 1);
      ask(YES, "forget", "default/grace");

      // When
      Command reindex = ask(YES, "reindex");
      JsonNode again = ask(YES, "reindex", "--json").json();

      // Then
      assertThat(reindex.output()).contains("generation 2 of model " + DEFAULT_MODEL + " answers");
      assertThat(again.path("serving").path("generation").asInt()).isEqualTo(3);
      assertThatAdaIsKnownBy(DEFAULT_MODEL, DEFAULT_THRESHOLD);
      assertThat(ask(NOT_DONE, "verify", "--subject", "grace", photo(1, 90)).output())
          .contains("UNKNOWN_SUBJECT");
      assertThat(ask(NOT_DONE, "reindex", "--cancel").output()).contains("UNKNOWN_REINDEX");
    }
  }

  @Test
  void shouldMigrateToAnotherModelAndBack() throws IOException {
    // Given
    try (Command first = likeness.upAndReady(data)) {
      enroll("ada", 0);
      enroll("grace", 1);
      assertThatAdaIsKnownBy(DEFAULT_MODEL, DEFAULT_THRESHOLD);
      assertThat(ask(NOT_DONE, "migrate", "--model", "no-such-model").output())
          .contains("UNKNOWN_MODEL");

      // When
      Command migrate = ask(YES, "migrate", "--model", OtherModel.ID);

      // Then
      assertThat(migrate.output()).contains("generation 2 of model " + OtherModel.ID + " answers");
      assertThatAdaIsKnownBy(OtherModel.ID, OtherModel.THRESHOLD);
      first.kill();
    }

    try (Command _ = likeness.upAndReady(data)) {
      // Then a restart remembers it
      assertThatAdaIsKnownBy(OtherModel.ID, OtherModel.THRESHOLD);
      enroll("edsger", 2);

      // When somebody is forgotten, the embeddings of the model that rests forget her too
      ask(YES, "forget", "default/grace");
      try (Log log = new Log(likeness.bootstrap())) {
        await().atMost(PATIENCE).until(() -> hasForgotten(log, DEFAULT_MODEL, "default/grace/"));
      }

      // When
      Command back = ask(YES, "migrate", "--model", DEFAULT_MODEL);

      // Then
      assertThat(back.output()).contains("generation 3 of model " + DEFAULT_MODEL + " answers");
      assertThatAdaIsKnownBy(DEFAULT_MODEL, DEFAULT_THRESHOLD);
      assertThat(ask(YES, "verify", "--subject", "edsger", photo(2, 90)).output())
          .contains("model " + DEFAULT_MODEL);
      assertThat(ask(NOT_DONE, "verify", "--subject", "grace", photo(1, 90)).output())
          .contains("UNKNOWN_SUBJECT");
    }
  }

  @Test
  void shouldAnswerEveryQuestionWhileItMigratesAndBack() {
    // Given
    try (Command _ = likeness.upAndReady(data);
        Client client = new Client(likeness)) {
      for (int person = 0; person < People.count(); person++) {
        client.enrollFindably("default", "person-" + person, "1", People.portrait(person, 0));
      }

      // When
      try (Questioner questions =
          new Questioner(client, "default", People.count(), List.of(Part.SEARCH), Map.of())
              .start()) {
        ask(YES, "migrate", "--model", OtherModel.ID);
        ask(YES, "migrate", "--model", DEFAULT_MODEL);
        int soFar = questions.right();
        await().atMost(PATIENCE).until(() -> questions.right() > soFar + People.count());

        // Then
        assertThat(questions.wrong()).isEmpty();
        assertThat(questions.partial()).isZero();
      }
    }
  }

  @Test
  void shouldListDeadLettersAndReplayThem() throws IOException {
    // Given
    try (Command _ = likeness.upAndReady(data);
        Log log = new Log(likeness.bootstrap())) {
      assertThat(ask(YES, "dead-letters", "list").output()).contains("no dead letters");
      log.publish(Topics.ENROLLMENTS, "nobody", People.portrait(0, 0));

      // When
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(ask(YES, "dead-letters", "list").output()).contains("'nobody'"));
      JsonNode letters = ask(YES, "dead-letters", "list", "--json").json().path("deadLetters");
      String offset = letters.path(0).path("offset").asString();
      Command all = ask(NO, "dead-letters", "replay", "--all");
      Command replayed = ask(YES, "dead-letters", "replay", offset, "--key", "default/ada/1");

      // Then
      assertThat(letters).hasSize(1);
      assertThat(all.output()).contains(offset + " refused, BAD_KEY", "0 replayed, 1 refused");
      assertThat(replayed.output()).contains("as default/ada/1", "1 replayed, 0 refused");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(likeness.ask("find", photo(0, 90)).exitCode()).isEqualTo(YES));
      assertThatAdaIsKnownBy(DEFAULT_MODEL, DEFAULT_THRESHOLD);
    }
  }

  /** By another photo of hers, and nobody is taken for her who is not enrolled. */
  private void assertThatAdaIsKnownBy(String model, double threshold) throws IOException {
    Command verify = likeness.ask("verify", "--subject", "ada", photo(0, 90), "--json");
    Command refute = likeness.ask("verify", "--subject", "ada", photo(3, 90), "--json");
    Command find = likeness.ask("find", photo(0, 90), "--json");
    Command findNobody = likeness.ask("find", photo(3, 90), "--json");
    JsonNode verified = ended(verify, YES).json();
    JsonNode refuted = ended(refute, NO).json();
    JsonNode found = ended(find, YES).json();
    JsonNode unknown = ended(findNobody, NO).json();

    assertThat(found.path("faces").path(0).path("matches").path(0).path("subject").asString())
        .isEqualTo("ada");
    assertThat(unknown.path("faces").path(0).path("unknown").asBoolean()).isTrue();
    assertThat(verified.path("verified").asBoolean()).isTrue();
    assertThat(refuted.path("verified").asBoolean()).isFalse();
    for (JsonNode answer : new JsonNode[] {verified, refuted, found, unknown}) {
      assertThat(answer.path("model").asString()).as(answer.toString()).isEqualTo(model);
      assertThat(answer.path("threshold").asDouble()).isCloseTo(threshold, within(1e-3));
    }
  }

  /** Whether the last record of a subject on a model's embeddings is a tombstone. */
  private static boolean hasForgotten(Log log, String model, String subject) {
    return log.read(Topics.embeddings(model)).stream()
        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).startsWith(subject))
        .reduce((_, last) -> last)
        .filter(last -> last.value() == null)
        .isPresent();
  }

  private void enroll(String subject, int person) throws IOException {
    ask(YES, "enroll", "--wait", "--subject", subject, photo(person, 0));
  }

  private String photo(int person, int variant) throws IOException {
    Path file = directory.resolve(person + "-" + variant + ".jpg");
    return Files.write(file, People.portrait(person, variant)).toString();
  }

  private Command ask(int exitCode, String... arguments) {
    return ended(likeness.ask(arguments), exitCode);
  }

  private static Command ended(Command command, int exitCode) {
    assertThat(command.exitCode()).as(command.output()).isEqualTo(exitCode);
    return command;
  }
}
