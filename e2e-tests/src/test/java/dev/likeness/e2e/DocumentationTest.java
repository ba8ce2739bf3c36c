package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the documents lead somewhere, and the classes that they name exist. */
final class DocumentationTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)");
  private static final Pattern CLASS =
      Pattern.compile("`([A-Z][a-z][A-Za-z0-9]*[a-z](?:IT|Test)?)(?:\\.[a-zA-Z…]+)?`");

  /** Names in the documents that look like classes of Likeness and are of somebody else. */
  private static final Set<String> FOREIGN =
      Set.of("HttpURLConnection", "KafkaAdmin", "LinkageError", "OutOfMemoryError");

  @Test
  void shouldLinkToWhatExists() throws IOException {
    // Given
    List<String> broken = new ArrayList<>();

    // When
    for (Path page : pages()) {
      LINK.matcher(Files.readString(page))
          .results()
          .map(link -> link.group(1))
          .filter(target -> !Files.exists(page.resolveSibling(target)))
          .forEach(target -> broken.add(page + " links to " + target));
    }

    // Then
    assertThat(broken).isEmpty();
  }

  @Test
  void shouldNameClassesThatExistInTheMapAndTheDecisions() throws IOException {
    // Given
    Set<String> classes = classes();
    List<String> unknown = new ArrayList<>();

    // When
    for (Path page : pages()) {
      if (page.endsWith("README.md") || page.getParent().endsWith("decisions")) {
        CLASS
            .matcher(Files.readString(page))
            .results()
            .map(match -> match.group(1))
            .filter(name -> !classes.contains(name) && !FOREIGN.contains(name))
            .forEach(name -> unknown.add(page + " names " + name));
      }
    }

    // Then
    assertThat(classes).contains("FaceKey");
    assertThat(unknown).isEmpty();
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs).filter(page -> page.toString().endsWith(".md")).toList();
    }
  }

  private static Set<String> classes() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      List<Path> sources =
          modules.map(module -> module.resolve("src")).filter(Files::isDirectory).toList();
      List<Path> files = new ArrayList<>();
      for (Path source : sources) {
        try (Stream<Path> below = Files.walk(source)) {
          below.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
        }
      }
      return files.stream()
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }
}
