package dev.likeness.standalone.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The JVM, the memory and the disk. */
final class MachineChecks {
  private static final int RELEASE = 25;
  private static final long MIB = 1L << 20;
  private static final long MEMORY_MIB = 1_536;
  private static final long DISK_FAIL_MIB = 512;
  private static final long DISK_WARN_MIB = 5_120;

  private MachineChecks() {}

  static List<Finding> all(Path data) {
    return List.of(jdk(), vectors(), memory(), disk(data.toAbsolutePath().normalize()));
  }

  private static Finding jdk() {
    String version = Runtime.version() + " in " + System.getProperty("java.home");
    return Runtime.version().feature() >= RELEASE
        ? Finding.ok("JDK", version)
        : Finding.fail("JDK", version, "install JDK " + RELEASE + " or newer and set JAVA_HOME");
  }

  private static Finding vectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? Finding.ok("vectors", "the vector module is on")
        : Finding.warn(
            "vectors",
            "the vector module is off, so searching is several times slower",
            "start with ./likeness, or pass --add-modules=jdk.incubator.vector to java");
  }

  private static Finding memory() {
    long free =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / MIB;
    String text =
        free
            + " MiB in this machine, "
            + Runtime.getRuntime().availableProcessors()
            + " cores, heap up to "
            + Runtime.getRuntime().maxMemory() / MIB
            + " MiB";
    return free >= MEMORY_MIB
        ? Finding.ok("memory", text)
        : Finding.warn("memory", text, "Likeness takes up to " + MEMORY_MIB + " MiB");
  }

  private static Finding disk(Path data) {
    Path existing = data;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return Finding.fail(
          "data", existing + " cannot be written", "change its owner, or pass --data elsewhere");
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace() / MIB;
      String text =
          data
              + (Files.exists(data) ? "" : " (not made yet)")
              + ", "
              + free
              + " MiB free on its disk";
      return free >= DISK_WARN_MIB
          ? Finding.ok("data", text)
          : free >= DISK_FAIL_MIB
              ? Finding.warn("data", text, "make room: photos and the log need it")
              : Finding.fail("data", text, "make room: at least " + DISK_FAIL_MIB + " MiB");
    } catch (IOException e) {
      return Finding.fail("data", data + ": " + e.getMessage(), "pass --data elsewhere");
    }
  }
}
