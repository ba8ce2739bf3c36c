package dev.likeness.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the figures were taken on. */
final class Machine {
  private static final long MEBI = 1L << 20;

  private Machine() {}

  static Map<String, Object> facts() {
    return Row.with(
        "processor",
        processor(),
        "cores",
        Runtime.getRuntime().availableProcessors(),
        "memory MiB",
        memory() / MEBI,
        "system",
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        "Java",
        System.getProperty("java.runtime.version"));
  }

  private static String processor() {
    Path facts = Path.of("/proc/cpuinfo");
    try {
      return Files.isReadable(facts)
          ? Files.readAllLines(facts).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse(System.getProperty("os.arch"))
          : System.getProperty("os.arch");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }
}
