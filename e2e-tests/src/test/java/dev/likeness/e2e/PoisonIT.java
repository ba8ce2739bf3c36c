package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.faces.FaceKey;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A photo that brings workers down, and one that only happens to be in hand when they are killed.
 * The killing is done from here, whenever the worker's journal says that it has the photo.
 */
final class PoisonIT extends OwnDeploymentTestCase {
  private static final Duration PATIENCE = Patience.LONG;

  @Test
  void shouldRejectThePhotoThatKillsAWorkerAndItsTrialAndGoOn() {
    // Given
    Set<Integer> everywhere =
        IntStream.range(0, log.partitions(Topics.ENROLLMENTS)).boxed().collect(Collectors.toSet());
    awaitSearchable(publishInnocent("before", everywhere));
    // Nothing else is to be in hand at the death, or it is tried as well.
    RecordMetadata poison = log.publish(Topics.ENROLLMENTS, "poison/mallory/1", SlowPhoto.png());
    List<String> behind = publishInnocent("behind", Set.of(poison.partition()));

    // When
    killWith(poison);
    ProcessHandle trial = awaitTrial();
    assertThat(trial.destroyForcibly()).isTrue();
    List<String> after = publishInnocent("after", everywhere);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Answer answer = client.get(Part.SEARCH, Client.facesPath("poison", "mallory") + "/1");
          assertThat(answer.text("status")).isEqualTo("rejected");
          assertThat(answer.text("code")).isEqualTo("CRASHED_WORKER");
          assertThat(answer.text("detail")).contains("died once", "ended by signal 9");
        });
    awaitSearchable(behind);
    awaitSearchable(after);
    assertThat(deployment.isAlive(Part.WORKER)).isTrue();
    assertThat(deployment.stop(Part.WORKER)).isEqualTo(143);
    assertThat(deployment.state(Part.WORKER).resolve("in-hand")).isEmptyDirectory();
  }

  @Test
  @Tag("soak")
  void shouldGiveAnInnocentPhotoItsOrdinaryOutcome() {
    // Given
    RecordMetadata photo = log.publish(Topics.ENROLLMENTS, "poison/alice/1", SlowPhoto.png());

    // When
    killWith(photo);
    ProcessHandle orphan = awaitTrial();
    deployment.kill(Part.WORKER);

    // Then
    await().atMost(PATIENCE).until(() -> !orphan.isAlive());

    // When
    deployment.start(Part.WORKER);
    awaitTrial();

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Answer answer = client.get(Part.SEARCH, Client.facesPath("poison", "alice") + "/1");
          assertThat(answer.text("code")).isEqualTo("NO_FACE");
        });
    assertThat(deployment.stop(Part.WORKER)).isEqualTo(143);
    assertThat(deployment.state(Part.WORKER).resolve("in-hand")).isEmptyDirectory();
  }

  /** Leaves a second worker running, which finds what the first one had in hand. */
  private void killWith(RecordMetadata record) {
    SlowPhoto.awaitInHand(deployment.state(Part.WORKER), record, Set.of());
    deployment.kill(Part.WORKER);
    deployment.start(Part.WORKER);
  }

  private ProcessHandle awaitTrial() {
    return await("a trial")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> deployment.jvms(Part.WORKER), children -> !children.isEmpty())
        .getFirst();
  }

  /** The faces published, one on each of the partitions. */
  private List<String> publishInnocent(String prefix, Set<Integer> partitions) {
    int all = log.partitions(Topics.ENROLLMENTS);
    List<String> faces = new ArrayList<>();
    Set<Integer> left = new HashSet<>(partitions);
    for (int i = 0; !left.isEmpty(); i++) {
      FaceKey key = new FaceKey("innocent", "ada", prefix + "-" + i);
      if (left.remove(Partitions.of(key.toBytes(), all))) {
        log.publish(Topics.ENROLLMENTS, key.toString(), People.portrait(0, i));
        faces.add(key.face());
      }
    }
    return faces;
  }

  private void awaitSearchable(List<String> faces) {
    faces.forEach(face -> client.awaitSearchable("innocent", "ada", face, PATIENCE));
  }
}
