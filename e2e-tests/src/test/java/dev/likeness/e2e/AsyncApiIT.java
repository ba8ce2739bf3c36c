package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.topics.TopicSettings;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
