package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Client.Form;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.models.facenet.SeededWeights;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * FaceNet512 from the file of weights that DeepFace's users have, from adding it to an answer. The
 * weights are random, so that people look alike to it; the same photo is still the nearest one.
 */
@Tag("soak")
final class FaceNet512IT {
  private static final String MODEL = "facenet512";
  private static final String GALLERY = "everyone";

  @TempDir private Path directory;

  @Test
  void shouldAnswerByAModelThatWasAddedFromAFileOfKeras() {
    // Given
    Path data = directory.resolve("data");
    Path weights = directory.resolve("facenet512_weights.h5");
    SeededWeights.writeKeras(weights);
    Command add =
        Command.start(
            directory,
            "models",
            "add",
            MODEL,
            "--weights",
            weights.toString(),
            "--data",
            data.toString());
    assertThat(add.exitCode()).as(add.output()).isZero();
    Installation likeness = new Installation(directory);

    try (Command _ = likeness.upAndReady(data);
        Client client = new Client(likeness)) {
      client.awaitReady(Part.SEARCH);
      for (int person = 0; person < 3; person++) {
        client.enrollFindably(GALLERY, "person-" + person, "0", People.portrait(person, 0));
      }

      // When
      Answered migrate = likeness.ask("migrate", "--model", MODEL);
      assertThat(migrate.exitCode()).as(migrate.output()).isZero();
      client.enrollFindably(GALLERY, "person-3", "0", People.portrait(3, 0));

      // Then
      for (int person = 0; person < 4; person++) {
        Answer found = client.find(GALLERY, People.portrait(person, 0), Map.of());
        assertThat(found.text("model")).isEqualTo(MODEL);
        assertThat(found.body().path("threshold").asDouble()).isEqualTo(0.7);
        JsonNode best = found.body().path("faces").path(0).path("matches").path(0);
        assertThat(best.path("subject").asString())
            .as(found.body().toString())
            .isEqualTo("person-" + person);
        assertThat(best.path("similarity").asDouble()).isGreaterThan(0.999);
      }
      Answer verified =
          client.post(
              Part.SEARCH,
              "/v1/verify",
              new Form()
                  .file("photo", People.portrait(1, 0))
                  .field("gallery", GALLERY)
                  .field("subject", "person-1"));
      assertThat(verified.body().path("verified").asBoolean())
          .as(verified.body().toString())
          .isTrue();
      assertThat(verified.text("model")).isEqualTo(MODEL);
    }
  }
}
