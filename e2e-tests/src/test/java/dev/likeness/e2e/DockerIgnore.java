package dev.likeness.e2e;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a build of an image does not see, as Docker reads .dockerignore: the last line that fits.
 */
final class DockerIgnore {
  private static final String ANYWHERE = "**/";

  /** A line of the file. */
  private record Rule(PathMatcher matcher, boolean leavesOut) {
    static Rule of(String line) {
      boolean exception = line.startsWith("!");
      String pattern = exception ? line.substring(1) : line;
      String glob =
          pattern.startsWith(ANYWHERE)
              ? "{" + pattern + "," + pattern.substring(ANYWHERE.length()) + "}"
              : pattern;
      return new Rule(FileSystems.getDefault().getPathMatcher("glob:" + glob), !exception);
    }

    /** Whether it names a file or a directory that the file is in. */
    boolean fits(Path file) {
      return Stream.iterate(file, path -> path != null, Path::getParent).anyMatch(matcher::matches);
    }
  }

  private final List<Rule> rules;

  private DockerIgnore(List<Rule> rules) {
    this.rules = rules;
  }

  static DockerIgnore read(Path file) throws IOException {
    return new DockerIgnore(
        Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Rule::of)
            .toList());
  }

  /** Whether a file is left out, by its path from the root. */
  boolean leavesOut(String file) {
    Path path = Path.of(file);
    return rules.stream()
        .filter(rule -> rule.fits(path))
        .reduce((_, last) -> last)
        .filter(Rule::leavesOut)
        .isPresent();
  }
}
