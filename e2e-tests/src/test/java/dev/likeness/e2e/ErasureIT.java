package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Deployment.Part;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a receipt promises of the broker's disk, on partitions to which nobody writes any more. */
final class ErasureIT {
  private static final Duration LAG = Duration.ofSeconds(3);

  /** Lags until it is erased, and beside them what the broker's cleaner takes its time for. */
  private static final Duration PATIENCE = Patience.LONG;

  private static final String EMBEDDINGS = Topics.embeddings(DefaultModel.ID);
  private static final String OTHER_EMBEDDINGS = Topics.embeddings(OtherModel.ID);
  private static final String FACE = Client.facesPath("erasure", "ada") + "/1";
  private static final int TELLING_BYTES = 64;

  @TempDir private Path directory;
  private Deployment deployment;
  private Client client;
  private Log log;

  @BeforeEach
  void start() throws Exception {
    Path models = directory.resolve("models");
    OtherModel.writeTo(models);
    deployment = new Deployment(directory);
    for (Part part : List.of(Part.INGEST, Part.WORKER, Part.SEARCH)) {
      deployment.with(
          part,
          "--likeness.topics.max-compaction-lag=" + LAG.toMillis() + "ms",
          "--likeness.models-directory=" + models);
    }
    deployment.startAll();
    client = new Client(deployment);
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);
    log = new Log(deployment);
    hurryTheCleaner();
    hurry(Topics.ENROLLMENTS);
    hurry(EMBEDDINGS);
  }

  @AfterEach
  void stop() {
    log.close();
    client.close();
    deployment.close();
  }

  @Test
  void shouldEraseAForgottenPhotoThoughNothingMoreIsPublished() throws IOException {
    // Given
    byte[] photo = People.portrait(0, 0);
    log.publish(Topics.ENROLLMENTS, "erasure/ada/1", photo);
    client.awaitSearchable("erasure", "ada", "1", PATIENCE);
    List<String> kept = List.of(telling(photo), telling(embedding(EMBEDDINGS)));
    awaitOnDisk(true, kept);

    // When
    client.forget(FACE);

    // Then
    awaitOnDisk(false, kept);
    assertNothingToSee();
    assertThatTheLogComesToRest();
  }

  @Test
  @Tag("soak")
  void shouldEraseItFromTheTopicOfAModelThatRestsAndThoughWorkersHearOfItLate() throws Exception {
    // Given
    byte[] photo = People.portrait(0, 0);
    client.enrollFindably("erasure", "ada", "1", photo);
    assertThat(client.reindex(OtherModel.ID).status()).isEqualTo(202);
    client.awaitGeneration(2, OtherModel.ID);
    hurry(OTHER_EMBEDDINGS);
    List<String> kept =
        List.of(
            telling(photo), telling(embedding(EMBEDDINGS)), telling(embedding(OTHER_EMBEDDINGS)));
    awaitOnDisk(true, kept);

    // When
    deployment.stop(Part.WORKER);
    RecordMetadata tombstone = log.publish(Topics.ENROLLMENTS, "erasure/ada/1", null);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(lastOffsets().get(tombstone.partition())).isGreaterThan(tombstone.offset()));
    deployment.start(Part.WORKER);

    // Then
    awaitOnDisk(false, kept);
    assertThat(client.get(Part.SEARCH, FACE).code()).isEqualTo("404 UNKNOWN_FACE");
  }

  private void awaitOnDisk(boolean there, List<String> kept) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptionsMatching(IOException.class::isInstance) // a file may vanish underneath
        .untilAsserted(() -> {
          for (String bytes : kept) {
            List<Path> files = filesWith(bytes);
            assertThat(files.isEmpty()).as("found in %s", files).isEqualTo(!there);
          }
        });
  }

  /** What closed the segments is nobody's face, and nobody's fault. */
  private void assertNothingToSee() {
    assertThat(client.get(Part.SEARCH, "/v1/galleries").body().path("galleries").toString())
        .isEqualTo("[]");
    assertThat(log.read(Topics.DEAD_LETTERS)).isEmpty();
    assertThat(metric("likeness_index_faces")).isZero();
    assertThat(metric("likeness_index_rejections")).isZero();
  }

  private void assertThatTheLogComesToRest() {
    Map<Integer, Long> last = lastOffsets();
    await()
        .during(LAG.multipliedBy(4))
        .atMost(PATIENCE)
        .pollInterval(LAG)
        .untilAsserted(() -> assertThat(lastOffsets()).isEqualTo(last));
  }

  private Map<Integer, Long> lastOffsets() {
    return log.read(Topics.ENROLLMENTS).stream()
        .collect(Collectors.toMap(ConsumerRecord::partition, ConsumerRecord::offset, Math::max));
  }

  private double metric(String name) {
    String all =
        new String(
            client.get(Part.SEARCH, "/actuator/prometheus").raw().body(), StandardCharsets.UTF_8);
    return all.lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private byte[] embedding(String topic) {
    return log.read(topic).stream()
        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).equals("erasure/ada/1"))
        .map(ConsumerRecord::value)
        .findFirst()
        .orElseThrow();
  }

  /** Bytes from the middle, which nothing else has. */
  private static String telling(byte[] bytes) {
    int middle = bytes.length / 2;
    return text(Arrays.copyOfRange(bytes, middle, middle + TELLING_BYTES));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Among all the broker keeps but its indexes, which hold no records and are large. */
  private List<Path> filesWith(String bytes) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory.resolve("broker").resolve("kafka"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith("index") && text(Files.readAllBytes(file)).contains(bytes)) {
          found.add(file);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }

  /** It looks four times a minute otherwise. */
  private void hurryTheCleaner() throws Exception {
    set(new ConfigResource(ConfigResource.Type.BROKER, "1"), "log.cleaner.backoff.ms");
  }

  /** What was replaced on a topic stays for another minute otherwise. */
  private void hurry(String topic) throws Exception {
    set(
        new ConfigResource(ConfigResource.Type.TOPIC, topic),
        TopicConfig.FILE_DELETE_DELAY_MS_CONFIG);
  }

  private void set(ConfigResource of, String setting) throws Exception {
    AlterConfigOp hurried =
        new AlterConfigOp(new ConfigEntry(setting, "500"), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.bootstrap()))) {
      admin.incrementalAlterConfigs(Map.of(of, Set.of(hurried))).all().get();
    }
  }
}
