package dev.likeness.runtime;

import dev.likeness.topics.AccessState;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last keys a process knew, in a file that its user alone may read.
 *
 * @param path of the file; its directory is made if need be
 */
record KeysFile(Path path) {
  private static final Logger log = LoggerFactory.getLogger(KeysFile.class);

  /** What was written last; null if that was never or cannot be read. */
  @Nullable AccessState read() {
    if (!Files.exists(path)) {
      return null;
    }
    try {
      return AccessState.parse(Files.readAllBytes(path));
    } catch (IOException | IllegalArgumentException e) {
      log.warn("{} cannot be read: {}", path, e.toString());
      return null;
    }
  }

  /** Replaces the file; if that fails, it is said in the log. */
  void write(AccessState state) {
    try {
      Path directory = Files.createDirectories(path.toAbsolutePath().getParent());
      Path next = Files.createTempFile(directory, "keys", ".new", ownerOnly());
      try {
        Files.write(next, state.toBytes());
        replace(next);
      } finally {
        Files.deleteIfExists(next); // there only if that failed
      }
    } catch (IOException e) {
      log.warn("the keys cannot be kept in {}: {}", path, e.toString());
    }
  }

  private void replace(Path next) throws IOException {
    try {
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(next, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
