package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every record of a cluster is a message of docs/asyncapi.yaml, and every message comes. */
@Tag("soak")
final class AsyncRecordsIT extends OwnDeploymentTestCase {
  private static final Duration PATIENCE = Patience.LONG;
  private static final String NO_KEY = "no key at all";

  @Test
  void shouldDescribeEachRecordThatThereIs() throws IOException {
    // Given
    JsonNode document = AsyncApiIT.document();
    Set<String> described = new TreeSet<>();
    document
        .path("channels")
        .forEach(channel -> described.addAll(channel.path("messages").propertyNames()));

    // When
    client.enrollFindably("asyncapi", "ada", "1", People.portrait(0, 0));
    publishDeadLetters();
    requireDone(client.delete(Part.SEARCH, "/v1/galleries/asyncapi/subjects/ada"));
    requireDone(client.put(Part.SEARCH, "/v1/admin/rates/asyncapi", "{\"fpir\":0.001}"));
    requireDone(client.delete(Part.SEARCH, "/v1/admin/rates/asyncapi"));
    requireDone(client.reindex(""));
    client.awaitGeneration(2, DefaultModel.ID);
    makeAndRevokeAKey();

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(messages(document)).containsExactlyInAnyOrderElementsOf(described));
  }

  /** One without a key, and copies of a face on partitions that are not its own. */
  private void publishDeadLetters() {
    int partitions = log.partitions(Topics.ENROLLMENTS);
    byte[] key = "asyncapi/ada/2".getBytes(StandardCharsets.UTF_8);
    for (int partition = 0; partition < partitions; partition++) {
      log.publish(new ProducerRecord<>(Topics.ENROLLMENTS, partition, key, People.portrait(0, 0)));
    }
    log.publish(Topics.ENROLLMENTS, NO_KEY, People.portrait(0, 0));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(log.read(Topics.DEAD_LETTERS)).hasSize(partitions));
  }

  /** The key revokes itself, which is a request of a caller with a key. */
  private void makeAndRevokeAKey() {
    Answer made =
        client.post(
            Part.INGEST,
            "/v1/admin/keys",
            "application/json",
            "{\"name\":\"ops\",\"scopes\":[\"admin\"]}".getBytes(StandardCharsets.UTF_8));
    requireDone(made);
    String key = made.text("key");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            requireDone(
                client.ask(
                    "DELETE",
                    Part.INGEST,
                    "/v1/admin/keys/" + key.split("_", -1)[1],
                    "x-api-key",
                    key)));
  }

  private static void requireDone(Answer answer) {
    assertThat(answer.status()).as(answer.body().toString()).isBetween(200, 299);
  }

  /** The messages that the records there are now are; what is no message is told as it is. */
  private Set<String> messages(JsonNode document) {
    Set<String> messages = new TreeSet<>();
    document
        .path("channels")
        .forEach(channel -> {
          String topic = channel.path("address").asString().replace("{model}", DefaultModel.ID);
          log.read(topic).stream()
              .filter(record -> !isOfTheTest(record))
              .map(record -> AsyncMessages.of(document, channel, record))
              .forEach(messages::addAll);
        });
    return messages;
  }

  private static boolean isOfTheTest(ConsumerRecord<byte[], byte[]> record) {
    return record.topic().equals(Topics.ENROLLMENTS) && AsyncMessages.key(record).equals(NO_KEY);
  }
}
