package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * What a program of another language's tools has answered. Where the language is not installed, the
 * test that asks is skipped; with {@code CI=true} it fails.
 */
record Tool(int exitCode, String output) {
  private static final int PATIENCE_MINUTES = 5;

  /** Runs a program to its end. */
  static Tool run(Path directory, String... command) throws IOException {
    Path output = Files.createTempFile("likeness-tool", ".out");
    try {
      Process process =
          Program.started(
              new ProcessBuilder(command)
                  .directory(directory.toFile())
                  .redirectErrorStream(true)
                  .redirectOutput(output.toFile()));
      boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
      String said = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(ended).as("%s goes on: %s", command[0], said).isTrue();
      return new Tool(process.exitValue(), said);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      Files.delete(output);
    }
  }

  /** A directory below this module's {@code target}. */
  static Path made(String... names) throws IOException {
    return Files.createDirectories(Path.of("target", names).toAbsolutePath());
  }

  /** A file or a directory of this module's sources. */
  static Path source(String... names) {
    return Path.of("src", "test").resolve(Path.of("", names)).toAbsolutePath();
  }

  /**
   * A Python with what a generated client requires, made once.
   *
   * @return its interpreter
   */
  static Path python(Path directory, Path requirements) throws IOException {
    Path interpreter = directory.resolve("bin").resolve("python");
    Path done = directory.resolve("requirements.txt");
    if (!Files.exists(done) || Files.mismatch(done, requirements) != -1) {
      require("python3", "python3", "-m", "venv", directory.toString());
      require(
          "what pip installs",
          interpreter.toString(),
          "-m",
          "pip",
          "install",
          "--quiet",
          "--disable-pip-version-check",
          "-r",
          requirements.toString());
      Files.copy(requirements, done, StandardCopyOption.REPLACE_EXISTING);
    }
    return interpreter;
  }

  /** A copy of {@code source} with the packages of its lock file, which are installed once. */
  static Path node(Path directory, Path source) throws IOException {
    Path lock = source.resolve("package-lock.json");
    Path done = directory.resolve("installed.json");
    FileSystemUtils.copyRecursively(source, directory);
    if (!Files.exists(done) || Files.mismatch(done, lock) != -1) {
      require("Node.js", directory, "npm", "ci", "--no-audit", "--no-fund");
      Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
    }
    return directory;
  }

  /** Skips the test that asks, or fails it, unless a program runs. */
  static void require(String what, String... command) throws IOException {
    require(what, Path.of("."), command);
  }

  private static void require(String what, Path directory, String... command) throws IOException {
    Tool tool;
    try {
      tool = run(directory, command);
    } catch (IOException e) {
      tool = new Tool(-1, String.valueOf(e.getMessage()));
    }
    if ("true".equals(System.getenv("CI"))) {
      assertThat(tool.exitCode).as("%s: %s", what, tool.output).isZero();
    }
    assumeTrue(tool.exitCode == 0, what + " is needed and not there: " + tool.output);
  }
}
