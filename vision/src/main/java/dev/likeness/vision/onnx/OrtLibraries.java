package dev.likeness.vision.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;

/**
 * onnxruntime's own libraries, unpacked once a user and release into JavaCPP's cache, where those
 * of OpenCV are. By itself onnxruntime writes all 28 MB of them to a new temporary directory at
 * every start, and a process that is killed leaves them there.
 */
final class OrtLibraries {
  /** Where onnxruntime looks first. */
  private static final String DIRECTORY = "onnxruntime.native.path";

  private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

  private OrtLibraries() {}

  /** Has an effect before onnxruntime is first used, and none where it has no such libraries. */
  static void unpack() {
    if (haveOwn()) {
      return;
    }
    try {
      List<File> unpacked = new ArrayList<>();
      for (String name : NAMES) {
        String resource = "native/" + platform() + "/" + System.mapLibraryName(name);
        File library = Loader.cacheResource(OrtEnvironment.class, resource);
        if (library == null) {
          return;
        }
        unpacked.add(library);
      }
      System.setProperty(DIRECTORY, unpacked.getFirst().getParent());
    } catch (IOException e) {
      System.getLogger(OrtLibraries.class.getName())
          .log(System.Logger.Level.DEBUG, "onnxruntime unpacks its libraries itself", e);
    }
  }

  /** Whoever says where the directory is, or one library, has their own. */
  private static boolean haveOwn() {
    return System.getProperty(DIRECTORY) != null
        || NAMES.stream()
            .anyMatch(name -> System.getProperty("onnxruntime.native." + name + ".path") != null);
  }

  /** What onnxruntime calls the platform that JavaCPP calls linux-x86_64 or macosx-arm64. */
  private static String platform() {
    return Loader.getPlatform()
        .replace("macosx", "osx")
        .replace("windows", "win")
        .replace("x86_64", "x64")
        .replace("arm64", "aarch64");
  }
}
