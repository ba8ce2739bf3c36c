package dev.likeness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every round, tiny, against a real process. Limits are for machines that have time to measure. */
final class BenchIT {
  @TempDir private Path directory;

  @Test
  @Tag("soak")
  void shouldMeasureEveryRoundAndReportIt() throws IOException {
    // Given
    Path json = directory.resolve("bench.json");
    Path html = directory.resolve("bench.html");
    Path scratch = directory.resolve("scratch");

    // When
    int status =
        new CommandLine(new Bench())
            .execute(
                "smoke",
                "--launcher=" + launcher(),
                "--scratch=" + scratch,
                "--out=" + json,
                "--html=" + html);

    // Then
    assertThat(status).isBetween(0, 1);
    JsonNode rows = JsonMapper.shared().readTree(Files.readString(json)).get("rows");
    List<String> names = rows.valueStream().map(row -> row.get("name").asString()).toList();
    assertThat(names)
        .contains(
            "stage decode p50",
            "stage embed p50 over bare net",
            "stage search p50 over bare Lucene",
            "up to ready",
            "find recall@1",
            "find p50, open loop",
            "find throughput over bare stages",
            "enroll, HTTP 202 p50",
            "bulk enrolment over bare loop",
            "enroll a large photo over a full decode",
            "find p50 while ingesting over idle",
            "replay over bare Lucene",
            "restart to ready beyond the broker's start",
            "vectors compared, of float32",
            "filtered search p50",
            "find p50 added by a second instance");
    rows.valueStream()
        .forEach(row -> assertThat(row.get("value").asDouble()).as(row.toString()).isNotNaN());
    assertThat(recall(rows, "find recall@1")).isGreaterThanOrEqualTo(Plan.RECALL_AT_1);
    assertThat(recall(rows, "search recall@1")).isGreaterThanOrEqualTo(Plan.RECALL_AT_1);
    assertThat(Files.readString(html)).contains("find recall@1");
    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left).isEmpty();
    }
  }

  private static double recall(JsonNode rows, String name) {
    return rows.valueStream()
        .filter(row -> row.get("name").asString().equals(name))
        .mapToDouble(row -> row.get("value").asDouble())
        .min()
        .orElseThrow();
  }

  /** What the likeness script does once everything is built. */
  private Path launcher() throws IOException {
    String root = System.getProperty("likeness.root");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path script = directory.resolve("likeness");
    Files.writeString(
        script,
        "#!/bin/sh\nmodule=standalone\n"
            + "case $1 in search-service) module=$1; shift;; esac\nexec '"
            + java
            + "' "
            + System.getProperty("likeness.jvm.args")
            + " -XX:+UseSerialGC -Xmx512m -jar '"
            + root
            + "'/$module/target/$module-exec.jar \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }
}
