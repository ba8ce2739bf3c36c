package dev.likeness.vision.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether this processor multiplies bytes without loss. An x86 without VNNI adds two products of an
 * unsigned and a signed byte into 16 bits and cuts off what does not fit, unless onnxruntime is
 * told to take a slower way; a net in 8 bits must answer alike on every machine.
 */
public final class ByteProducts {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private ByteProducts() {}

  /** Has a session take the slower way if it is needed here. */
  public static void takeCare(OrtSession.SessionOptions options) throws OrtException {
    if (needCare(System.getProperty("os.arch", ""), PROCESSOR)) {
      options.addConfigEntry("session.x64quantprecision", "1");
    }
  }

  /** Whether the slower way is needed; where the processor does not say, it is. */
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
