package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Deployment.Part;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A subject's move that is killed somewhere and repeated. */
@Tag("soak")
final class MoveIT extends OwnDeploymentTestCase {
  private static final Duration PATIENCE = Patience.LONG;
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final int ROUNDS = 4;
  private static final int FACES = 12;

  @Test
  void shouldEndWithEachFaceInOnePlace() {
    // Given
    long seed = Long.getLong("likeness.seed", System.nanoTime());
    System.out.println("moves killed with seed " + seed);
    Random random = new Random(seed);
    for (int face = 0; face < FACES; face++) {
      client.enrollFindably("from", "ada", Integer.toString(face), People.portrait(0, face));
    }
    String from = "from";
    String to = "to";
    for (int round = 0; round < ROUNDS; round++) {
      String which = "seed " + seed + ", round " + round;

      // When
      String source = from;
      String target = to;
      CompletableFuture<Answer> killed = CompletableFuture.supplyAsync(() -> move(source, target));
      int some = 1 + random.nextInt(FACES - 1);
      await(which)
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(LOOK)
          .until(() -> killed.isDone() || faces(target).size() >= some);
      deployment.kill(Part.SEARCH);
      boolean answered = hasAnswered(killed);
      deployment.start(Part.SEARCH);
      client.awaitReady(Part.SEARCH);
      int before = faces(target).size();
      System.out.println(
          which + ": killed at " + some + ", " + before + " moved, answered: " + answered);
      await(which)
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            Answer repeated = move(source, target);
            assertThat(repeated.status() == 200 || repeated.status() == 404)
                .as(repeated.body().toString())
                .isTrue();
          });

      // Then
      await(which)
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            assertThat(faces(source)).isEmpty();
            assertThat(faces(target))
                .containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, FACES).mapToObj(Integer::toString).toList());
          });
      from = target;
      to = source;
    }
  }

  /** Whether there was an answer to what was asked of a process that was killed. */
  private static boolean hasAnswered(CompletableFuture<Answer> asked) {
    try {
      asked.join();
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }

  private Answer move(String source, String target) {
    return client.post(
        Part.SEARCH,
        "/v1/galleries/" + source + "/subjects/ada/move",
        "application/json",
        ("{\"gallery\":\"" + target + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private List<String> faces(String gallery) {
    Answer answer = client.get(Part.SEARCH, Client.facesPath(gallery, "ada"));
    assertThat(answer.status() == 200 || answer.status() == 404)
        .as(answer.body().toString())
        .isTrue();
    return answer.body().path("faces").valueStream().map(f -> f.path("face").asString()).toList();
  }
}
