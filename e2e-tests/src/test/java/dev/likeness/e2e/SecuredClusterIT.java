package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services at a broker that lets each do what docs/security.md lists, and nothing else. */
@Tag("soak")
final class SecuredClusterIT {
  private static final Duration PATIENCE = Patience.LONG;
  private static final Map<Part, String> PRINCIPALS =
      Map.of(
          Part.INGEST,
          "ingest-service",
          Part.WORKER,
          "embed-worker",
          Part.SEARCH,
          "search-service");

  @TempDir private Path directory;
  private SecuredBroker broker;
  private Deployment deployment;
  private Client client;

  @BeforeEach
  void start() throws Exception {
    List<String> users = new ArrayList<>(PRINCIPALS.values());
    users.add("stranger");
    broker = new SecuredBroker(directory, users);
    broker.prepare(DefaultModel.ID, documentedRules());
    deployment = new Deployment(directory);
    PRINCIPALS.forEach(
        (part, user) -> deployment.with(part, broker.service(user).toArray(String[]::new)));
    client = new Client(deployment);
  }

  @AfterEach
  void stop() {
    client.close();
    deployment.close();
    broker.close();
  }

  @Test
  void shouldDoEverythingWithTheDocumentedRights() {
    // Given
    PRINCIPALS.keySet().forEach(deployment::start);
    client.awaitReady(Part.INGEST, Part.WORKER, Part.SEARCH);

    // When
    client.enrollFindably("crew", "ada", "1", People.portrait(0, 0));
    client.enrollFindably("crew", "grace", "1", People.portrait(1, 0));
    Answer found = client.find("crew", People.portrait(0, 1), Map.of());
    Answer forgotten = client.delete(Part.SEARCH, Client.facesPath("crew", "grace") + "/1");
    Answer letters = client.get(Part.INGEST, "/v1/admin/dead-letters");
    client.reindex("");
    client.awaitGeneration(2, DefaultModel.ID);

    // Then
    assertThat(
            found.body().path("faces").path(0).path("matches").path(0).path("subject").asString())
        .as(found.body().toString())
        .isEqualTo("ada");
    assertThat(forgotten.status()).as(forgotten.body().toString()).isEqualTo(200);
    assertThat(letters.status()).as(letters.body().toString()).isEqualTo(200);
    assertThat(client.find("crew", People.portrait(0, 2), Map.of()).status()).isEqualTo(200);
    PRINCIPALS
        .keySet()
        .forEach(part ->
            assertThat(deployment.output(part).toLowerCase(Locale.ROOT))
                .as(part.toString())
                .doesNotContain("not authorized", "authorization failed"));
  }

  @Test
  void shouldRefuseWhoMayNot() {
    assertThatThrownBy(() -> publish("stranger", Topics.ENROLLMENTS))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> publish("embed-worker", Topics.ENROLLMENTS))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> publish("search-service", Topics.ACCESS))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> publish("ingest-service", Topics.embeddings(DefaultModel.ID)))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(
            () -> publish(broker.client("embed-worker", "guessed"), Topics.embeddings("x")))
        .hasCauseInstanceOf(SaslAuthenticationException.class);
  }

  @Test
  void shouldSayThatAServiceMayNotConnect() {
    // Given
    deployment.with(
        Part.SECOND_WORKER, broker.service("embed-worker", "guessed").toArray(String[]::new));

    deployment.with(Part.SECOND_SEARCH, broker.service("stranger").toArray(String[]::new));

    // When
    deployment.start(Part.SECOND_WORKER);
    deployment.start(Part.SECOND_SEARCH);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(deployment.output(Part.SECOND_SEARCH))
                .contains("likeness.control", "this user may not describe them"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(deployment.output(Part.SECOND_WORKER)).contains("Authentication failed"));
    assertThat(deployment.output(Part.SECOND_WORKER)).doesNotContain("guessed");
  }

  private void publish(String user, String topic) throws ExecutionException, InterruptedException {
    publish(broker.client(user), topic);
  }

  private static void publish(Map<String, Object> config, String topic)
      throws ExecutionException, InterruptedException {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[1], new byte[1])).get();
    }
  }

  /** The table of docs/security.md as rules. */
  private static List<AclBinding> documentedRules() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of(System.getProperty("likeness.root"), "docs", "security.md"));
    List<String> users = null;
    List<AclBinding> rules = new ArrayList<>();
    for (String line : lines) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      if (line.startsWith("| resource |")) {
        users = cells.subList(2, cells.size() - 1);
      } else if (users != null && line.contains("`")) {
        for (int i = 0; i < users.size(); i++) {
          for (String right : cells.get(i + 2).split(", *")) {
            if (!right.isBlank()) {
              rules.add(rule(cells.get(1), users.get(i), right));
            }
          }
        }
      } else if (users != null && line.isBlank()) {
        break;
      }
    }
    assertThat(rules).hasSizeGreaterThan(30);
    return rules;
  }

  private static AclBinding rule(String resource, String user, String right) {
    String name = resource.substring(resource.indexOf('`') + 1, resource.lastIndexOf('`'));
    ResourceType type =
        ResourceType.fromString(resource.substring(0, resource.indexOf(' ')).replaceAll("s$", ""));
    return new AclBinding(
        new ResourcePattern(
            type, name, resource.contains("prefix") ? PatternType.PREFIXED : PatternType.LITERAL),
        new AccessControlEntry(
            "User:" + user,
            "*",
            AclOperation.fromString(right.replaceAll("(?<=[a-z])(?=[A-Z])", "_")),
            AclPermissionType.ALLOW));
  }
}
