package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.e2e.Client.Answer;
import dev.likeness.e2e.Client.Form;
import dev.likeness.e2e.Deployment.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** docs/openapi.yaml is what a running Likeness serves, and what clients can be made of. */
@Order(8)
final class OpenApiIT {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("likeness.root"), "docs", "openapi.yaml");
  private static final String WRITE = "likeness.openapi.write";

  @TempDir private static Path directory;
  private static Command up;
  private static Installation likeness;
  private static Client client;

  @BeforeAll
  static void start() {
    likeness = new Installation(directory);
    up = likeness.upAndReady(directory.resolve("data"));
    client = new Client(likeness);
  }

  @AfterAll
  static void stop() {
    client.close();
    up.close();
  }

  @Test
  void shouldBeWhatIsServed() throws IOException {
    // Given
    String served =
        new String(
            client.get(Part.SEARCH, "/v3/api-docs.yaml").raw().body(), StandardCharsets.UTF_8);
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(DOCUMENT, served);
    }

    // When
    Object committed = new Yaml().load(Files.readString(DOCUMENT));

    // Then
    assertThat(committed)
        .as("docs/openapi.yaml; write it anew with: ./likeness test OpenApiIT -D" + WRITE + "=true")
        .isEqualTo(new Yaml().load(served));
  }

  @Test
  void shouldDescribeEverythingAndLeakNothing() {
    // Given
    JsonNode document = client.get(Part.SEARCH, "/v3/api-docs").body();
    List<String> bare = new ArrayList<>();

    // When
    document
        .path("paths")
        .forEachEntry((path, methods) ->
            methods.forEachEntry((method, route) -> {
              String name = method + " " + path;
              require(bare, name, route.path("summary"), route.path("operationId"));
              route
                  .path("parameters")
                  .forEach(
                      parameter -> require(bare, name + parameter, parameter.path("description")));
              route
                  .path("responses")
                  .forEachEntry((status, given) -> {
                    JsonNode answer = resolved(document, given);
                    require(bare, name + " " + status, answer.path("description"));
                    answer
                        .path("content")
                        .forEachEntry((type, content) -> {
                          require(bare, name + " " + status, content.path("schema"));
                          if (type.contains("json")) {
                            require(
                                bare, name + " " + status + " example", content.path("example"));
                          }
                        });
                  });
            }));
    document
        .at("/components/schemas")
        .forEachEntry((name, schema) ->
            schema
                .path("properties")
                .forEachEntry((field, property) -> {
                  if (!property.has("$ref")) {
                    require(bare, name + "." + field, property.path("description"));
                  }
                }));

    // Then
    assertThat(bare).isEmpty();
    assertThat(document.toString())
        .doesNotContain("JsonNode", "ProblemDetail", "controller", "/peer/", "SseEmitter");
    assertThat(referred(document)).isEqualTo(named(document));
  }

  private static void require(List<String> bare, String where, JsonNode... there) {
    for (JsonNode node : there) {
      if (node.isMissingNode() || node.isString() && node.asString().isBlank()) {
        bare.add(where);
      }
    }
  }

  /** What is referred to, if it is a reference. */
  private static JsonNode resolved(JsonNode document, JsonNode given) {
    return given.has("$ref") ? document.at(given.path("$ref").asString().substring(1)) : given;
  }

  /** The schemas and answers that are there. */
  private static Set<String> named(JsonNode document) {
    return Stream.of("schemas", "responses")
        .flatMap(kind ->
            document.path("components").path(kind).propertyNames().stream()
                .map(name -> "#/components/" + kind + "/" + name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The schemas and answers that something uses. */
  private static Set<String> referred(JsonNode document) {
    return document.findValues("$ref").stream()
        .map(JsonNode::asString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldAnswerTheProblemsThatAreDescribed() {
    JsonNode document = client.get(Part.SEARCH, "/v3/api-docs").body();
    String faces = Client.facesPath("nobody", "ada");
    Form noPhoto = new Form().file("photo", new byte[] {1, 2, 3});

    for (Map.Entry<String, Answer> asked :
        List.of(
            Map.entry("getFace", client.get(Part.SEARCH, faces + "/1")),
            Map.entry("getFace", client.get(Part.SEARCH, faces + "/1?mistyped=1")),
            Map.entry("getFace", client.get(Part.SEARCH, faces + "/a%2Fb")),
            Map.entry("listSubjects", client.get(Part.SEARCH, "/v1/galleries/nobody/subjects")),
            Map.entry("forgetGallery", client.delete(Part.SEARCH, "/v1/galleries/nobody")),
            Map.entry("setRates", client.put(Part.SEARCH, "/v1/admin/rates/nobody", "{}")),
            Map.entry("detect", client.post(Part.SEARCH, "/v1/detect", new Form())),
            Map.entry("detect", client.post(Part.SEARCH, "/v1/detect", noPhoto)),
            Map.entry("enrollFace", client.post(Part.INGEST, faces, noPhoto)),
            Map.entry("find", client.post(Part.SEARCH, "/v1/find", "text/plain", new byte[1])),
            Map.entry("cancelReindex", client.delete(Part.SEARCH, "/v1/admin/reindex")))) {
      JsonNode described =
          operation(document, asked.getKey())
              .path("responses")
              .path(Integer.toString(asked.getValue().status()));
      assertThat(asked.getValue().status()).isBetween(400, 499);
      assertThat(described.path("description").asString())
          .as(asked.getKey() + " answers " + asked.getValue().body())
          .contains(asked.getValue().text("code"));
    }
  }

  private static JsonNode operation(JsonNode document, String id) {
    for (JsonNode methods : document.path("paths")) {
      for (JsonNode route : methods) {
        if (route.path("operationId").asString().equals(id)) {
          return route;
        }
      }
    }
    throw new AssertionError("no route has the operationId " + id);
  }

  @Test
  void shouldServeAClientInPython() throws IOException {
    // Given
    Path made = Tool.made("clients", "python");
    Path python = Tool.python(Tool.made("python"), made.resolve("requirements.txt"));
    Files.copy(
        Tool.source("python", "round.py"),
        made.resolve("round.py"),
        StandardCopyOption.REPLACE_EXISTING);

    // When
    Tool round =
        Tool.run(
            made,
            python.toString(),
            "round.py",
            likeness.url(),
            "python",
            photo("python-0.jpg", 0),
            photo("python-90.jpg", 90));

    // Then
    assertThat(round.exitCode()).as(round.output()).isZero();
  }

  @Test
  void shouldServeAClientInJava() throws IOException {
    ClientRound.run(likeness.url(), "java", People.portrait(0, 0), People.portrait(0, 90));
  }

  @Test
  @Tag("soak")
  void shouldServeAClientInTypeScript() throws IOException {
    // Given
    Path made = Tool.node(Tool.made("typescript"), Tool.source("typescript"));
    Tool types =
        Tool.run(made, "npx", "openapi-typescript", DOCUMENT.toString(), "--output", "likeness.ts");
    assertThat(types.exitCode()).as(types.output()).isZero();
    Tool compiler = Tool.run(made, "npx", "tsc");
    assertThat(compiler.exitCode()).as(compiler.output()).isZero();

    // When
    Tool round =
        Tool.run(
            made,
            "node",
            "built/round.js",
            likeness.url(),
            "typescript",
            photo("typescript-0.jpg", 0),
            photo("typescript-90.jpg", 90));

    // Then
    assertThat(round.exitCode()).as(round.output()).isZero();
  }

  private static String photo(String name, int variant) throws IOException {
    return Files.write(directory.resolve(name), People.portrait(0, variant)).toString();
  }
}
