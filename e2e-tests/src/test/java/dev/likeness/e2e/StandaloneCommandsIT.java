package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Deployment.Part;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands for whoever runs a Likeness, asked of a whole one in a process. */
@Order(5)
final class StandaloneCommandsIT {
  private static final int YES = 0;
  private static final int NO = 1;
  private static final int NOT_DONE = 2;
  private static final Duration PATIENCE = Patience.LONG;

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
  @Tag("soak")
  void shouldReindex() throws IOException {
    // Given
    try (Command _ = likeness.upAndReady(data)) {
      enroll("ada", 0);
      enroll("grace", 1);
      ask(YES, "forget", "default/grace");

      // When
      Answered reindex = ask(YES, "reindex");
      JsonNode again = ask(YES, "reindex", "--json").json();

      // Then
      assertThat(reindex.output())
          .contains("generation 2 of model " + DefaultModel.ID + " answers");
      assertThat(again.path("serving").path("generation").asInt()).isEqualTo(3);
      assertThatAdaIsKnownBy(DefaultModel.ID);
      assertThat(ask(NOT_DONE, "verify", "--subject", "grace", photo(1, 90)).output())
          .contains("UNKNOWN_SUBJECT");
      assertThat(ask(NOT_DONE, "reindex", "--cancel").output()).contains("UNKNOWN_REINDEX");
    }
  }

  @Test
  @Tag("soak")
  void shouldMigrateToAnotherModelAndBack() throws IOException {
    // Given
    try (Command first = likeness.upAndReady(data)) {
      enroll("ada", 0);
      enroll("grace", 1);
      double threshold = assertThatAdaIsKnownBy(DefaultModel.ID);
      assertThat(ask(NOT_DONE, "migrate", "--model", "no-such-model").output())
          .contains("UNKNOWN_MODEL");

      // When
      Answered migrate = ask(YES, "migrate", "--model", OtherModel.ID);

      // Then
      assertThat(migrate.output()).contains("generation 2 of model " + OtherModel.ID + " answers");
      assertThat(assertThatAdaIsKnownBy(OtherModel.ID)).isGreaterThan(threshold);
      first.kill();
    }

    try (Command _ = likeness.upAndReady(data)) {
      // Then a restart remembers it
      assertThatAdaIsKnownBy(OtherModel.ID);
      enroll("edsger", 2);

      // When somebody is forgotten, the embeddings of the model that rests forget her too
      ask(YES, "forget", "default/grace");
      try (Log log = new Log(likeness.bootstrap())) {
        await().atMost(PATIENCE).until(() -> hasForgotten(log, DefaultModel.ID, "default/grace/"));
      }

      // When
      Answered back = ask(YES, "migrate", "--model", DefaultModel.ID);

      // Then
      assertThat(back.output()).contains("generation 3 of model " + DefaultModel.ID + " answers");
      assertThatAdaIsKnownBy(DefaultModel.ID);
      assertThat(ask(YES, "verify", "--subject", "edsger", photo(2, 90)).output())
          .contains("model " + DefaultModel.ID);
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
        ask(YES, "migrate", "--model", DefaultModel.ID);
        int soFar = questions.right();
        await()
            .atMost(PATIENCE)
            .untilAsserted(() ->
                assertThat(questions.right())
                    .as("%s", questions.wrong())
                    .isGreaterThan(soFar + People.count()));

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
      Answered doctor = doctor();
      Answered all = ask(NO, "dead-letters", "replay", "--all");
      Answered replayed = ask(YES, "dead-letters", "replay", offset, "--key", "default/ada/1");

      // Then
      assertThat(letters).hasSize(1);
      assertThat(doctor.output()).contains("dead letters: 1, of them strays");
      assertThat(all.output()).contains(offset + " refused, BAD_KEY", "0 replayed, 1 refused");
      assertThat(replayed.output()).contains("as default/ada/1", "1 replayed, 0 refused");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(likeness.ask("find", photo(0, 90)).exitCode()).isEqualTo(YES));
      assertThatAdaIsKnownBy(DefaultModel.ID);
    }
  }

  /** Of what runs now; its health, too, is where the doctor looks for what cannot be read. */
  private Answered doctor() throws IOException {
    URI http = URI.create(likeness.url());
    try (InputStream health = http.resolve("/actuator/health").toURL().openStream()) {
      assertThat(JsonMapper.shared().readTree(health).at("/components/log/status").asString())
          .isEqualTo("UP");
    }
    return Answered.to(
        "doctor",
        "--data",
        data.toString(),
        "--port",
        Integer.toString(http.getPort()),
        "--kafka-port",
        likeness.bootstrap().replace("127.0.0.1:", ""));
  }

  /** All other tests run commands in their own process. */
  @Test
  void shouldRunEveryCommandAsAProcess() throws IOException {
    try (Command _ = likeness.upAndReady(data)) {
      String ada = photo(0, 90);
      assertThat(process("enroll", "--wait", "--subject", "ada", photo(0, 0))).isEqualTo(YES);
      assertThat(process("verify", "--subject", "ada", ada)).isEqualTo(YES);
      assertThat(process("find", ada)).isEqualTo(YES);
      assertThat(process("find", photo(1, 0))).isEqualTo(NO);
      assertThat(process("dead-letters", "list")).isEqualTo(YES);
      assertThat(process("dead-letters", "replay", "999999")).isEqualTo(NO);
      assertThat(process("reindex")).isEqualTo(YES);
      assertThat(process("migrate", "--model", OtherModel.ID)).isEqualTo(YES);
      assertThat(process("forget", "default/ada")).isEqualTo(YES);
      assertThat(process("verify", "--subject", "ada", ada)).isEqualTo(NOT_DONE);
    }
    try (Command doctor = Command.start(directory, "doctor", "--port", "0", "--kafka-port", "0")) {
      assertThat(doctor.exitCode()).as(doctor.output()).isEqualTo(YES);
    }
  }

  private int process(String... arguments) {
    try (Command command = likeness.askByProcess(arguments)) {
      return command.exitCode();
    }
  }

  /**
   * By another photo of hers, and nobody is taken for her who is not enrolled.
   *
   * @return the threshold of the model that says so
   */
  private double assertThatAdaIsKnownBy(String model) throws IOException {
    JsonNode verified = ask(YES, "verify", "--subject", "ada", photo(0, 90), "--json").json();
    JsonNode refuted = ask(NO, "verify", "--subject", "ada", photo(3, 90), "--json").json();
    JsonNode found = ask(YES, "find", photo(0, 90), "--json").json();
    JsonNode unknown = ask(NO, "find", photo(3, 90), "--json").json();

    assertThat(found.path("faces").path(0).path("matches").path(0).path("subject").asString())
        .isEqualTo("ada");
    assertThat(unknown.path("faces").path(0).path("unknown").asBoolean()).isTrue();
    assertThat(verified.path("verified").asBoolean()).isTrue();
    assertThat(refuted.path("verified").asBoolean()).isFalse();
    for (JsonNode answer : new JsonNode[] {verified, refuted, found, unknown}) {
      assertThat(answer.path("model").asString()).as(answer.toString()).isEqualTo(model);
    }
    return verified.path("threshold").asDouble();
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

  private Answered ask(int exitCode, String... arguments) {
    Answered answered = likeness.ask(arguments);
    assertThat(answered.exitCode()).as(answered.output()).isEqualTo(exitCode);
    return answered;
  }
}
