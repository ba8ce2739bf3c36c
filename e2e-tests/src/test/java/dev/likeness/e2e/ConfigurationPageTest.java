package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/configuration.md} says of each {@code likeness.*} setting what its code says. */
final class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../docs/configuration.md");
  private static final String BEGIN =
      "<!-- Generated. To write it anew: ./likeness test ConfigurationPageTest"
          + " -Dlikeness.docs.write=true -->\n";
  private static final String END = "<!-- end -->";

  @Test
  void shouldDescribeEverySetting() throws IOException {
    // Given
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(begin).as("the comment before the generated part").isBetween(BEGIN.length(), end);

    // When
    String expected = page.substring(0, begin) + table() + page.substring(end);
    if (Boolean.getBoolean("likeness.docs.write")) {
      Files.writeString(PAGE, expected);
    }

    // Then
    assertThat(Files.readString(PAGE))
        .as("write it anew: ./likeness test ConfigurationPageTest -Dlikeness.docs.write=true")
        .isEqualTo(expected);
  }

  private static String table() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (URL file :
        Collections.list(
            ConfigurationPageTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (InputStream in = file.openStream()) {
        for (JsonNode setting : new JsonMapper().readTree(in).path("properties")) {
          String name = setting.path("name").asString();
          if (name.startsWith("likeness.")) {
            rows.put(name, row(name, setting));
          }
        }
      }
    }
    assertThat(rows).containsKeys("likeness.model", "likeness.search.peer-port");
    return "| setting | type | default | what it is |\n|---|---|---|---|\n"
        + String.join("", rows.values());
  }

  private static String row(String name, JsonNode setting) {
    String type = setting.path("type").asString().replaceAll("[a-z]+\\.|[A-Za-z]+\\$", "");
    JsonNode standard = setting.path("defaultValue");
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            name,
            type.replace("<", " of ").replace(">", ""),
            standard.isMissingNode() ? "" : "`" + standard.asString() + "`",
            setting
                .path("description")
                .asString()
                .strip()
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@code ([^}]+)}", "`$1`"));
  }
}
