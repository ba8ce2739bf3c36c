package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Deployment.Part;
import dev.likeness.faces.Embedding;
import dev.likeness.topics.OutcomeSerde;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers share the photos; nothing else runs but the broker. */
@Tag("soak")
final class WorkersIT {
  private static final Duration PATIENCE = Patience.LONG;
  private static final int PHOTOS = 60;

  /** Of the samples the first; the next one is turned too far to the side in many portraits. */
  private static final int PEOPLE = 4;

  private static final String KAFKA_METERS = "--management.metrics.enable.kafka=true";

  @TempDir private Path directory;
  private Deployment deployment;
  private Client client;
  private Log log;

  @BeforeEach
  void start() {
    deployment = new Deployment(directory);
    deployment.start(Part.BROKER);
    deployment.with(Part.WORKER, KAFKA_METERS).with(Part.SECOND_WORKER, KAFKA_METERS);
    deployment.start(Part.WORKER);
    deployment.start(Part.SECOND_WORKER);
    client = new Client(deployment);
    client.awaitReady(Part.WORKER, Part.SECOND_WORKER);
    log = new Log(deployment);
  }

  @AfterEach
  void stop() {
    log.close();
    client.close();
    deployment.close();
  }

  @Test
  void shouldSplitThePhotosAndEmbedEach() {
    // Given
    int half = log.partitions(Topics.ENROLLMENTS) / 2;
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(assigned(Part.WORKER)).isEqualTo(half);
          assertThat(assigned(Part.SECOND_WORKER)).isEqualTo(half);
        });
    List<String> keys = IntStream.range(0, PHOTOS).mapToObj(i -> "crew/ada/" + i).toList();

    // When
    for (int i = 0; i < PHOTOS; i++) {
      log.publish(Topics.ENROLLMENTS, keys.get(i), People.portrait(i % PEOPLE, i));
    }

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(embedded(Part.WORKER) + embedded(Part.SECOND_WORKER))
                .isGreaterThanOrEqualTo(PHOTOS));
    int first = embedded(Part.WORKER);
    int second = embedded(Part.SECOND_WORKER);
    System.out.println("of " + PHOTOS + " photos " + first + " and " + second);
    assertThat(first).isPositive();
    assertThat(second).isPositive();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(outcomes())
                .allSatisfy(record ->
                    assertThat(OutcomeSerde.read(record.headers(), record.value()))
                        .isInstanceOf(Embedding.class))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsAll(keys));
    assertThat(outcomes())
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .containsOnly(keys.toArray(String[]::new));
  }

  private List<ConsumerRecord<byte[], byte[]>> outcomes() {
    return log.read(Topics.embeddings(DefaultModel.ID));
  }

  /** How many partitions of the enrollments a worker has. */
  private int assigned(Part part) {
    return client.meter(part, "kafka.consumer.coordinator.assigned.partitions");
  }

  private int embedded(Part part) {
    return client.meter(part, "likeness.outcomes?tag=outcome:EMBEDDED");
  }
}
