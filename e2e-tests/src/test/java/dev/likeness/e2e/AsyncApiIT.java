package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.topics.TopicSettings;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/asyncapi.yaml says what is on the topics, and clients need nothing else. */
final class AsyncApiIT extends PipelineTestCase {
  private static final Path ROOT = Path.of(System.getProperty("likeness.root"));
  private static final Path DOCUMENT = ROOT.resolve("docs").resolve("asyncapi.yaml");
  private static final Path SCHEMA =
      ROOT.resolve("topics/src/main/protobuf/likeness/v1/outcome.proto");
  private static final Duration PATIENCE = Patience.LONG;
  private static final int NULL = -1;
  private static final String OUTCOME = "/components/messages/outcome/payload/schema";

  static JsonNode document() throws IOException {
    return JsonMapper.shared().valueToTree(new Yaml().<Object>load(Files.readString(DOCUMENT)));
  }

  @Test
  void shouldBeValid() throws IOException {
    // Given
    Path validator = Tool.node(Tool.made("asyncapi"), Tool.source("asyncapi"));

    // When
    Tool valid = Tool.run(validator, "node", "validate.mjs", DOCUMENT.toString());

    // Then
    assertThat(valid.exitCode()).as(valid.output()).isZero();
  }

  @Test
  void shouldHaveTheSchemaThatOutcomesAreWrittenBy() throws IOException {
    assertThat(document().at(OUTCOME).asString()).isEqualTo(Files.readString(SCHEMA));
  }

  @Test
  void shouldDescribeEachTopicThatThereIs() throws Exception {
    // Given
    Set<String> described = new TreeSet<>();
    document()
        .path("channels")
        .forEach(channel ->
            described.add(channel.path("address").asString().replace("{model}", DefaultModel.ID)));

    // When
    Set<String> topics;
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, deployment.bootstrap()))) {
      topics = admin.listTopics().names().get();
    }

    // Then
    assertThat(topics)
        .filteredOn(topic -> topic.startsWith("likeness.") && !isOfAnotherModel(topic))
        .containsExactlyInAnyOrderElementsOf(described);
    assertThat(
            document()
                .at("/channels/enrollments/bindings/kafka/topicConfiguration/max.message.bytes")
                .asInt())
        .isEqualTo(TopicSettings.MAX_MESSAGE_BYTES);
  }

  private static boolean isOfAnotherModel(String topic) {
    return Topics.model(topic).filter(model -> !model.equals(DefaultModel.ID)).isPresent();
  }

  @Test
  void shouldSufficeForAClientThatKnowsNothingElse() throws IOException {
    // Given
    Path made = Tool.node(Tool.made("asyncapi"), Tool.source("asyncapi"));
    Path photo = Files.write(directory.resolve("asyncapi.jpg"), People.portrait(1, 0));

    // When
    Tool round =
        Tool.run(
            made,
            "node",
            "round.mjs",
            DOCUMENT.toString(),
            deployment.bootstrap(),
            "asyncapi-round/grace/1",
            photo.toString());

    // Then
    assertThat(round.exitCode()).as(round.output()).isZero();
  }

  @Test
  void shouldSufficeForKcat() throws IOException {
    // Given
    Tool.require("kcat", "kcat", "-V");
    JsonNode channels = document().path("channels");
    String key = "kcat/grace/1";
    Path photo = Files.write(directory.resolve("kcat.jpg"), People.portrait(1, 0));
    Path forget = Files.writeString(directory.resolve("forget"), key + "|\n");

    // When
    produce(channels.path("enrollments"), "-k", key, photo.toString());

    // Then
    await().atMost(PATIENCE).until(() -> lastSize(channels.path("embeddings"), key) > 0);
    await()
        .atMost(PATIENCE)
        .until(() -> found().body().at("/faces/0/matches/0/subject").asString(), "grace"::equals);

    // When
    produce(channels.path("enrollments"), "-K", "|", "-Z", "-l", forget.toString());

    // Then
    await().atMost(PATIENCE).until(() -> lastSize(channels.path("embeddings"), key) == NULL);
    await().atMost(PATIENCE).until(() -> found().text("code"), "UNKNOWN_GALLERY"::equals);
  }

  private Answer found() {
    return client.find("kcat", People.portrait(1, 60), Map.of());
  }

  private void produce(JsonNode channel, String... how) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-P"));
    channel
        .path("x-librdkafka")
        .properties()
        .forEach(setting ->
            arguments.addAll(
                List.of("-X", setting.getKey() + "=" + setting.getValue().asString())));
    arguments.addAll(List.of(how));
    kcat(channel, arguments);
  }

  /** The size of the last value of a key, in bytes; {@link #NULL} of a tombstone, 0 of none. */
  private int lastSize(JsonNode channel, String key) throws IOException {
    return kcat(channel, List.of("-C", "-o", "beginning", "-e", "-q", "-f", "%k %S\\n"))
        .lines()
        .filter(line -> line.startsWith(key + " "))
        .mapToInt(line -> Integer.parseInt(line.substring(key.length() + 1)))
        .reduce(0, (_, last) -> last);
  }

  private String kcat(JsonNode channel, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("kcat", "-b", deployment.bootstrap(), "-t"));
    command.add(channel.path("address").asString().replace("{model}", DefaultModel.ID));
    command.addAll(arguments);
    Tool kcat = Tool.run(directory, command.toArray(String[]::new));
    assertThat(kcat.exitCode()).as(kcat.output()).isZero();
    return kcat.output();
  }
}
