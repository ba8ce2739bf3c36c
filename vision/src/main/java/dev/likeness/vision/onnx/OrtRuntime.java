package dev.likeness.vision.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The process's one onnxruntime environment, kept until the process is gone.
 *
 * <p>onnxruntime releases its environment in a shutdown hook of its own, at once, and a net that
 * still runs then brings the process down by a segmentation fault. A process that stops in order
 * finishes the faces it has begun, so a second native reference is taken here and never given back.
 */
final class OrtRuntime {
  private static final OrtLoggingLevel LEVEL = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;

  static final OrtEnvironment ENVIRONMENT;

  static {
    OrtLibraries.unpack();
    ENVIRONMENT = OrtEnvironment.getEnvironment(LEVEL);
    hold();
  }

  private OrtRuntime() {}

  private static void hold() {
    try {
      long api =
          (long)
              MethodHandles.privateLookupIn(
                      Class.forName("ai.onnxruntime.OnnxRuntime"), MethodHandles.lookup())
                  .findStaticGetter(
                      Class.forName("ai.onnxruntime.OnnxRuntime"), "ortApiHandle", long.class)
                  .invoke();
      long _ =
          (long)
              MethodHandles.privateLookupIn(OrtEnvironment.class, MethodHandles.lookup())
                  .findStatic(
                      OrtEnvironment.class,
                      "createHandle",
                      MethodType.methodType(long.class, long.class, int.class, String.class))
                  .invoke(api, LEVEL.getValue(), "likeness");
    } catch (Throwable e) {
      System.getLogger(OrtRuntime.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "a process that stops while it embeds a face may crash, onnxruntime is not held: {0}",
              e.toString());
    }
  }
}
