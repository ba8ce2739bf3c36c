package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.likeness.e2e.Client.Form;
import dev.likeness.e2e.Deployment.Part;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the dashboard, the alert rules and the page on operations name is what services measure. */
final class MetricsIT extends PipelineTestCase {
  private static final Duration PATIENCE = Patience.LONG;
  private static final Path ROOT = Path.of("..");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:likeness|http_server|jvm|process)_[a-z_]+[a-z]\\b");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)[{ ]");
  private static final Pattern HELP = Pattern.compile("(?m)^# HELP (likeness_[a-z_]+) ?(.*)$");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (likeness_[a-z_]+) ([a-z]+)$");
  private static final Pattern PART = Pattern.compile("_(?:bucket|sum|count|max)$");

  private String scrape = "";

  @BeforeAll
  void useEverythingThatCounts() {
    log.publish(Topics.ENROLLMENTS, "no-face-key-for-metrics", People.portrait(0, 0));
    client.enrollFindably("metrics", "ada", "1", People.portrait(0, 0));
    Form probe = new Form().file("photo", People.portrait(0, 0)).field("gallery", "metrics");
    assertThat(client.post(Part.SEARCH, "/v1/find", probe).status()).isEqualTo(200);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          scrape = scraped();
          assertThat(scrape)
              .contains("likeness_dead_letters_total{", "likeness_stage_seconds_bucket{")
              .contains("likeness_outcomes_total{");
        });
  }

  @Test
  void shouldNameNoUnknownMetric() throws IOException {
    // Given
    Set<String> known = all(SAMPLE, scrape);

    // When
    List<String> unknown = new ArrayList<>();
    for (String file :
        List.of("docker/grafana/likeness.json", "docker/prometheus/likeness.rules.yml")) {
      all(METRIC, Files.readString(ROOT.resolve(file))).stream()
          .filter(name -> !known.contains(name))
          .forEach(name -> unknown.add(file + " names " + name));
    }

    // Then
    assertThat(unknown).isEmpty();
  }

  @Test
  void shouldDescribeEachMetricInTheDocumentation() throws IOException {
    // Given
    String page = Files.readString(ROOT.resolve("docs/operations.md"));
    Set<String> measured = new TreeSet<>();
    all(SAMPLE, scrape).stream()
        .filter(name -> name.startsWith("likeness_"))
        .map(name -> PART.matcher(name).replaceFirst(""))
        .forEach(measured::add);

    // When
    Set<String> described = new TreeSet<>();
    Pattern.compile("(?m)^\\| `(likeness_[a-z_]+)`")
        .matcher(page)
        .results()
        .forEach(row -> described.add(row.group(1)));

    // Then
    assertThat(described).isEqualTo(measured);
  }

  /** As promlint has it: every metric has a help text, and counters alone end in _total. */
  @Test
  void shouldNameAndDescribeMetricsAsPrometheusAdvises() {
    assertThat(HELP.matcher(scrape).results().toList())
        .isNotEmpty()
        .allSatisfy(help -> assertThat(help.group(2)).as(help.group(1)).isNotBlank());
    assertThat(TYPE.matcher(scrape).results().toList())
        .isNotEmpty()
        .allSatisfy(type ->
            assertThat(type.group(1).endsWith("_total"))
                .as(type.group())
                .isEqualTo(type.group(2).equals("counter")));
  }

  @Test
  void shouldLeaveOutTheMetricsOfKafkaClients() {
    assertThat(all(SAMPLE, scrape)).isNotEmpty().noneMatch(name -> name.startsWith("kafka_"));
  }

  private String scraped() {
    StringBuilder all = new StringBuilder();
    for (Part part : List.of(Part.INGEST, Part.WORKER, Part.SEARCH)) {
      all.append(
              new String(
                  client.get(part, "/actuator/prometheus").raw().body(), StandardCharsets.UTF_8))
          .append('\n');
    }
    return all.toString();
  }

  private static Set<String> all(Pattern pattern, String text) {
    Set<String> names = new TreeSet<>();
    pattern
        .matcher(text)
        .results()
        .map(match -> match.groupCount() > 0 ? match.group(1) : match.group())
        .forEach(names::add);
    return names;
  }
}
