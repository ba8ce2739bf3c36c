package dev.likeness.vision;

import dev.likeness.faces.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a bundle, on the classpath or in a directory.
 *
 * @param place the prefix of a file's full name, for messages
 * @param reader answers a file's content, if it exists
 */
record BundleFiles(String place, Reader reader) {
  private static final String CLASSPATH_ROOT = "likeness-models/";

  interface Reader {
    Optional<byte[]> read(String file) throws IOException;
  }

  static BundleFiles onClasspath(String bundle) {
    String root = CLASSPATH_ROOT + bundle + "/";
    return new BundleFiles("classpath:" + root, file -> resource(root + file));
  }

  static BundleFiles inDirectory(Path directory) {
    return new BundleFiles(
        directory + "/",
        file -> {
          Path path = directory.resolve(file);
          return Files.isRegularFile(path)
              ? Optional.of(Files.readAllBytes(path))
              : Optional.empty();
        });
  }

  /**
   * A file's content.
   *
   * @throws IllegalArgumentException if there is none
   */
  byte[] read(String file) {
    try {
      return reader
          .read(file)
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "there is no "
                      + place
                      + file
                      + "; put the models module on the classpath, or name the directory of a"
                      + " bundle"));
    } catch (IOException e) {
      throw new UncheckedIOException(place + file + " cannot be read", e);
    }
  }

  /**
   * The content of a file that must be what its card says.
   *
   * @throws IllegalArgumentException if there is none, or another
   */
  byte[] read(SealedFile file) {
    byte[] bytes = read(file.name());
    String sha256 = Sha256.hex(bytes);
    if (bytes.length != file.bytes() || !sha256.equals(file.sha256())) {
      throw new IllegalArgumentException(
          place
              + file.name()
              + " has "
              + bytes.length
              + " bytes and SHA-256 "
              + sha256
              + ", its card expects "
              + file.bytes()
              + " and "
              + file.sha256()
              + "; rebuild or fetch the bundle again");
    }
    return bytes;
  }

  private static Optional<byte[]> resource(String name) throws IOException {
    try (InputStream in = BundleFiles.class.getClassLoader().getResourceAsStream(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }
}
