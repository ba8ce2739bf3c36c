package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.likeness.topics.TopicSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * The compose file, as far as it can be checked without an engine: it parses, every container is
 * hardened and has a health check, and what it names exists.
 */
final class ComposeTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> BUILT =
      List.of("ingest-service", "embed-worker", "search-service", "gateway");

  private static final String OF_ROOT = Pattern.quote("${maven.multiModuleProjectDirectory}/");

  private final Map<?, ?> values = read();

  @Test
  void shouldHardenEveryContainer() {
    for (String service : services()) {
      assertThat(of(service, "read_only")).as(service).isEqualTo(true);
      assertThat(of(service, "cap_drop[0]")).as(service).isEqualTo("ALL");
      assertThat(of(service, "security_opt[0]")).as(service).isEqualTo("no-new-privileges:true");
      assertThat(of(service, "user")).as(service).asString().matches("[1-9][0-9]*:[1-9][0-9]*");
      assertThat(of(service, "tmpfs[0]")).as(service).asString().startsWith("/tmp:");
      assertThat(of(service, "stop_grace_period")).as(service).isNotNull();
      assertThat(of(service, "image")).as(service).isNotNull();
      assertThat(of(service, "healthcheck.test[0]")).as(service).isEqualTo("CMD");
      assertThat(of(service, "volumes[0]")).as(service).isNotNull();
    }
  }

  @Test
  void shouldBuildEachServiceFromAModuleThatExists() throws IOException {
    assertThat(services()).containsAll(BUILT).contains("broker").hasSize(BUILT.size() + 1);
    for (String service : BUILT) {
      assertThat(of(service, "build.args.MODULE")).isEqualTo(service);
      assertThat(ROOT.resolve(service).resolve("pom.xml")).exists();
      assertThat(Files.readString(ROOT.resolve("docker/Dockerfile"))).contains(service);
      assertThat(ROOT.resolve(of(service, "build.dockerfile").toString())).exists();
    }
  }

  @Test
  void shouldSendTheEngineEveryFileThatTheBuildReads() throws IOException {
    // Given
    Set<String> read = new TreeSet<>();
    for (Path pom : poms()) {
      Pattern.compile(OF_ROOT + "([^<]+)</directory>\\s*<includes>(.+?)</includes>", Pattern.DOTALL)
          .matcher(Files.readString(pom))
          .results()
          .forEach(found ->
              Pattern.compile("<include>([^<]+)<")
                  .matcher(found.group(2))
                  .results()
                  .forEach(file -> read.add(found.group(1) + "/" + file.group(1))));
      Pattern.compile(OF_ROOT + "([^<]+\\.[a-z]+)<")
          .matcher(Files.readString(pom))
          .results()
          .forEach(found -> read.add(found.group(1)));
    }
    Pattern.compile("(?m)^COPY (?!--)(.+) \\S+$")
        .matcher(Files.readString(ROOT.resolve("docker/Dockerfile")))
        .results()
        .flatMap(copy -> Stream.of(copy.group(1).split(" ")))
        .filter(source -> !source.equals("."))
        .forEach(read::add);

    // When
    DockerIgnore ignore = DockerIgnore.read(ROOT.resolve(".dockerignore"));

    // Then
    assertThat(read)
        .contains("docs/openapi.yaml", "console", "models/package.json")
        .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists())
        .noneMatch(ignore::leavesOut);
    assertThat(ignore.leavesOut("docs/http.md")).isTrue();
    assertThat(ignore.leavesOut("gateway/target/classes/a.class")).isTrue();
  }

  private static List<Path> poms() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return Stream.concat(Stream.of(ROOT), modules)
          .map(module -> module.resolve("pom.xml"))
          .filter(Files::exists)
          .toList();
    }
  }

  @Test
  void shouldPublishTheGatewayAlone() {
    for (String service : services()) {
      if (service.equals("gateway")) {
        assertThat(of(service, "ports[0]")).asString().endsWith(":8080");
      } else {
        assertThat(of(service, "ports[0]")).as(service).isNull();
      }
    }
  }

  @Test
  void shouldTellTheGatewayWhereEachServiceListens() {
    for (String service : BUILT.subList(0, 3)) {
      String setting = "LIKENESS_GATEWAY_" + service.toUpperCase(Locale.ROOT).replace('-', '_');
      String address = of("gateway", "environment." + setting).toString();
      assertThat(address).startsWith("http://" + service + ":");
      assertThat(of(service, "healthcheck.test[3]"))
          .asString()
          .contains("/127.0.0.1/" + address.substring(address.lastIndexOf(':') + 1) + " ");
    }
  }

  @Test
  void shouldLetTheBrokerTakeTheLargestRecord() {
    assertThat(of("broker", "environment.KAFKA_MESSAGE_MAX_BYTES"))
        .isEqualTo(Integer.toString(TopicSettings.MAX_MESSAGE_BYTES));
  }

  @Test
  void shouldSetEveryVariableThatItAsksFor() throws IOException {
    // Given
    String settings = Files.readString(ROOT.resolve(".env"));
    Set<String> asked = new TreeSet<>();

    // When
    Pattern.compile("\\$\\{([A-Z_]+)")
        .matcher(Files.readString(ROOT.resolve("docker-compose.yml")))
        .results()
        .forEach(variable -> asked.add(variable.group(1)));

    // Then
    assertThat(asked)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(settings).containsPattern("(?m)^" + name + "="));
  }

  @Test
  void shouldAskEachServiceForItsHealthOnItsOwnPort() throws IOException {
    for (String service : BUILT) {
      String port =
          Pattern.compile("(?m)^  port: (\\d+)$")
              .matcher(
                  Files.readString(
                      ROOT.resolve(service + "/src/main/resources/" + service + ".yml")))
              .results()
              .findFirst()
              .orElseThrow()
              .group(1);
      assertThat(of(service, "healthcheck.test[3]"))
          .asString()
          .contains("/dev/tcp/127.0.0.1/" + port + " ", "/actuator/health/readiness");
    }
  }

  private Object of(String service, String name) {
    Object value = values.get("services." + service + "." + name);
    return value instanceof OriginTrackedValue tracked ? tracked.getValue() : value;
  }

  private Set<String> services() {
    Set<String> names = new TreeSet<>();
    for (Object key : values.keySet()) {
      String[] parts = key.toString().split("\\.", 3);
      if (parts.length == 3 && parts[0].equals("services")) {
        names.add(parts[1]);
      }
    }
    return names;
  }

  private static Map<?, ?> read() {
    try {
      List<PropertySource<?>> documents =
          new YamlPropertySourceLoader()
              .load("compose", new FileSystemResource(ROOT.resolve("docker-compose.yml")));
      return (Map<?, ?>) documents.getFirst().getSource();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
