package dev.likeness.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the figures were taken on. */
final class Machine {
  private static final long MEBI = 1L << 20;
  private static final Set<String> VECTORS =
      Set.of("avx2", "avx512f", "avx_vnni", "avx512_vnni", "asimd", "asimddp");

  private Machine() {}

  static Map<String, Object> facts() {
    return Row.with(
        "processor",
        processor(),
        "vectors",
        vectors(),
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
    return fact("model name").orElse(System.getProperty("os.arch"));
  }

  /** Processors of one name differ in these, and nets and searches with them. */
  private static String vectors() {
    String flags = fact("flags").or(() -> fact("Features")).orElse("");
    return Arrays.stream(flags.split(" "))
        .filter(VECTORS::contains)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static Optional<String> fact(String name) {
    Path facts = Path.of("/proc/cpuinfo");
    try {
      return Files.isReadable(facts)
          ? Files.readAllLines(facts).stream()
              .filter(line -> line.startsWith(name))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
          : Optional.empty();
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
