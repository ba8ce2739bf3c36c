package dev.likeness.vision.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether this processor multiplies bytes without loss. An x86 without VNNI adds two products of an
 * unsigned and a signed byte into 16 bits and cuts off what does not fit, unless onnxruntime is
 * told to take a slower way; a net in 8 bits must answer alike on every machine.
 */
final class ByteProducts {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private ByteProducts() {}

  /** Whether the slower way is needed here; where the processor does not say, it is. */
  static boolean needCare() {
    return needCare(System.getProperty("os.arch", ""), PROCESSOR);
  }

  static boolean needCare(String architecture, Path processor) {
    String name = architecture.toLowerCase(Locale.ROOT);
    if (!name.equals("amd64") && !name.equals("x86_64")) {
      return false;
    }
    try {
      return !Files.readString(processor).matches("(?s).*\\bavx(512)?_vnni\\b.*");
    } catch (IOException e) {
      return true;
    }
  }
}
