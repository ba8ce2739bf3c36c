package dev.likeness.embed.poison;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the JVM of a trial is started: as this one was, on the same class path, but small and alone.
 */
final class TrialCommand {
  private static final String LAUNCHER =
      "org.springframework.boot.loader.launch.PropertiesLauncher";

  /** What of this JVM's own options a trial needs; a debugger's port or an agent it does not. */
  private static final List<String> KEPT =
      List.of("--enable-native-access", "--sun-misc-unsafe", "--add-opens", "--add-exports", "-D");

  private static final List<String> SMALL =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+SuppressFatalErrorMessage");

  private TrialCommand() {}

  /**
   * The command for a trial under a model.
   *
   * @param modelsDirectory looked through for the model before the class path; null for none
   */
  static ProcessBuilder of(String model, @Nullable Path modelsDirectory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(kept(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    command.addAll(SMALL);
    if (isExecutableJar()) {
      command.add("-Dloader.main=" + TrialProcess.class.getName());
      command.add(LAUNCHER);
    } else {
      command.add(TrialProcess.class.getName());
    }
    command.add(model);
    if (modelsDirectory != null) {
      command.add(modelsDirectory.toString());
    }
    ProcessBuilder process = new ProcessBuilder(command);
    // Not by -cp: onnxruntime brings a process with a very long command line down.
    process.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return process;
  }

  static List<String> kept(List<String> options) {
    return options.stream()
        .filter(option -> KEPT.stream().anyMatch(option::startsWith))
        .filter(option -> !option.startsWith("-Dcom.sun.management"))
        .toList();
  }

  /** Whether this is one of Spring Boot's jars of jars, into which only its launcher can see. */
  private static boolean isExecutableJar() {
    return ClassLoader.getSystemResource(LAUNCHER.replace('.', '/') + ".class") != null;
  }
}
