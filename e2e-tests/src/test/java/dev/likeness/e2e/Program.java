package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * A module's executable jar, laid out below {@code target} once for each build of it, with an
 * archive of the classes that a start loads. A process then starts in a third of the time that the
 * jar itself takes.
 */
final class Program {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String APPLICATION = "application.jar";
  private static final String ARCHIVE = "classes.jsa";
  private static final String STANDALONE = "standalone";
  private static final Map<String, Path> LAID_OUT = new ConcurrentHashMap<>();

  /** Which compilers of the JVM a process has. */
  enum Compilers {
    /** The first: what a test process does it seldom does often enough to be worth the second. */
    FIRST("-XX:TieredStopAtLevel=1"),
    /**
     * Both, as in production, the second as late as {@code ./likeness} lets it begin. Lucene turns
     * its vector code off without it.
     */
    BOTH(
        "-XX:Tier4InvocationThreshold=50000",
        "-XX:Tier4MinInvocationThreshold=6000",
        "-XX:Tier4CompileThreshold=150000",
        "-XX:Tier4BackEdgeThreshold=400000");

    private final List<String> options;

    Compilers(String... options) {
      this.options = List.of(options);
    }
  }

  private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().unstarted(() -> STARTED.forEach(Process::destroyForcibly)));
  }

  private Program() {}

  /** Starts a process that does not outlive this one, unless this one is killed. */
  static Process started(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    STARTED.removeIf(other -> !other.isAlive());
    STARTED.add(process);
    return process;
  }

  /** The command that runs a module. */
  static List<String> command(String module, Compilers compilers) {
    Path directory = LAID_OUT.computeIfAbsent(module, Program::laidOut);
    List<String> command = java(compilers);
    command.add("-XX:SharedArchiveFile=" + directory.resolve(ARCHIVE));
    command.addAll(List.of("-jar", directory.resolve(APPLICATION).toString()));
    return command;
  }

  /** The directory of the jars that a module runs with. */
  static Path libraries(String module) {
    return LAID_OUT.computeIfAbsent(module, Program::laidOut).resolve("lib");
  }

  private static List<String> java(Compilers compilers) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("likeness.jvm.args").split(" ")));
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-Xlog:disable"));
    command.add("-Xlog:all=error,cds*=off,aot*=off:stderr");
    command.addAll(compilers.options);
    return command;
  }

  private static Path jar(String module) {
    return Path.of(System.getProperty("likeness.root"))
        .resolve(module)
        .resolve("target")
        .resolve(module + "-exec.jar");
  }

  private static Path laidOut(String module) {
    Path jar = jar(module);
    Path programs = Path.of("target", "programs").toAbsolutePath();
    try {
      Files.createDirectories(programs);
      String build = module + "-" + Files.getLastModifiedTime(jar).toMillis();
      Path directory = programs.resolve(build);
      try (FileChannel channel =
              FileChannel.open(
                  programs.resolve(module + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        if (!Files.exists(directory.resolve(ARCHIVE))) {
          deleteBuilds(programs, module);
          layOut(jar, directory);
          archive(module, directory);
        }
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(jar + " cannot be laid out; build it first", e);
    }
  }

  /** Also those of earlier builds, which are large. */
  private static void deleteBuilds(Path programs, String module) throws IOException {
    try (DirectoryStream<Path> builds =
        Files.newDirectoryStream(programs, module + "-[0-9]*[0-9]")) {
      for (Path build : builds) {
        FileSystemUtils.deleteRecursively(build);
      }
    }
  }

  private static void layOut(Path jar, Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Djarmode=tools", "-jar", jar.toString(), "extract"));
    command.addAll(List.of("--destination", directory.toString()));
    command.addAll(List.of("--application-filename", APPLICATION));
    run(command, directory.resolveSibling(directory.getFileName() + ".log"));
  }

  /**
   * A rehearsal that leaves an archive: of a service until its context is made, of everything in
   * one process until it is ready.
   */
  private static void archive(String module, Path directory) throws IOException {
    List<String> command = java(Compilers.FIRST);
    command.add("-XX:ArchiveClassesAtExit=" + directory.resolve(ARCHIVE));
    Path log = directory.resolveSibling(directory.getFileName() + ".log");
    Path scratch = Files.createTempDirectory("likeness-rehearsal");
    if (module.equals(STANDALONE)) {
      command.addAll(List.of("-jar", directory.resolve(APPLICATION).toString(), "up"));
      command.addAll(List.of("--port", "0", "--kafka-port", "0", "--data", scratch.toString()));
      Process up = start(command, log);
      await(module + " rehearses, see " + log)
          .atMost(PATIENCE)
          .until(() -> !up.isAlive() || Files.readString(log).contains("Ctrl-C stops it"));
      up.destroy();
      awaitEnd(up, log);
    } else {
      command.add("-Dspring.context.exit=onRefresh");
      command.addAll(List.of("-jar", directory.resolve(APPLICATION).toString()));
      command.addAll(List.of("--server.port=0", "--likeness.state-directory=" + scratch));
      run(command, log);
    }
    FileSystemUtils.deleteRecursively(scratch);
  }

  private static void run(List<String> command, Path log) throws IOException {
    Process process = start(command, log);
    awaitEnd(process, log);
    assertThat(process.exitValue()).as("%s, see %s", command, log).isZero();
  }

  private static Process start(List<String> command, Path log) throws IOException {
    return started(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()));
  }

  private static void awaitEnd(Process process, Path log) {
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("the end of a rehearsal, see %s", log)
          .isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
