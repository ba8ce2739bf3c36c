package dev.likeness.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code likeness bench}: every figure in one run on this machine. */
@Command(
    name = "bench",
    description = "Measures Likeness on this machine, each figure against its limit.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class Bench implements Callable<Integer> {
  @Option(
      names = "--launcher",
      description = "The likeness script to start (default: ${DEFAULT-VALUE}).")
  private Path launcher = Path.of("likeness");

  @Option(
      names = "--faces",
      description = "Faces in the searched gallery (default: ${DEFAULT-VALUE}).")
  private int faces = 20_000;

  @Option(names = "--queries", description = "Timed queries a row (default: ${DEFAULT-VALUE}).")
  private int queries = 300;

  @Option(names = "--photos", description = "Photos enrolled in bulk (default: ${DEFAULT-VALUE}).")
  private int photos = 600;

  @Option(names = "--seed", description = "Of the synthetic faces (default: ${DEFAULT-VALUE}).")
  private long seed = 20_000;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON to a file as well.")
  private @Nullable Path out;

  /** Runs the command and exits with its code: 0 if every figure reached its limit. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path data = Files.createTempDirectory("likeness-bench");
    Report report = new Report();
    try (LikenessProcess likeness = LikenessProcess.start(launcher.toAbsolutePath(), data)) {
      new Rounds(likeness, report, faces, queries, photos, seed).run();
    } finally {
      Scratch.delete(data);
    }
    report.print(System.out, json);
    if (out != null) {
      report.write(out);
    }
    return report.allReached() ? 0 : 1;
  }
}
