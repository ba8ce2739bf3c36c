package dev.likeness.vision.decode;

import org.bytedeco.opencv.global.opencv_core;

/**
 * Loads OpenCV once, to run each call on the thread that made it: the pipeline is parallel over
 * photos, so threads inside a call would only compete with it. Every class that uses OpenCV calls
 * {@link #load()} from its static initialiser.
 */
public final class OpenCv {
  static {
    NativeMessages.silence();
    // JavaCPP would otherwise refuse to allocate when the process's resident memory, mapped index
    // files included, exceeds four times the heap. Every Mat here is freed by its owner.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
    opencv_core.setNumThreads(0);
  }

  private OpenCv() {}

  /** Returns once OpenCV is ready. */
  public static void load() {
    // The static initialiser did it.
  }
}
