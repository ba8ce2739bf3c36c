package dev.likeness.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data directory of one running Likeness, held against every other process until closed. The
 * lock is the operating system's, so a killed process leaves none behind; the file only says whose
 * it is.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "likeness.lock";
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");
  private static final int LONGEST_PID = 20;

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the directory if need be and locks it. Photos of people are below it, so it is nobody's
   * but its owner's, also if it was there before.
   *
   * @throws BrokerFailure if another process holds it or it cannot be written
   */
  public static DataDirectory lock(Path path) {
    Path directory = path.toAbsolutePath().normalize();
    try {
      make(directory);
    } catch (FileAlreadyExistsException e) {
      throw new BrokerFailure(directory + " is a file; pass --data with a directory", e);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              directory.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        String owner = owner(channel);
        channel.close();
        throw new BrokerFailure(
            "data directory "
                + directory
                + " is in use by another likeness"
                + owner
                + "; stop it, or pass --data with another directory");
      }
      channel.truncate(0);
      channel.write(bytes(Long.toString(ProcessHandle.current().pid())), 0);
      return new DataDirectory(directory, channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw unwritable(directory, e);
    }
  }

  private static void make(Path directory) throws IOException {
    Files.createDirectories(directory);
    PosixFileAttributeView posix =
        Files.getFileAttributeView(directory, PosixFileAttributeView.class);
    if (posix != null && !posix.readAttributes().permissions().equals(OWNERS)) {
      posix.setPermissions(OWNERS);
    }
  }

  /** The directory, absolute. */
  public Path path() {
    return path;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_PID);
    int read = channel.read(buffer, 0);
    return read <= 0
        ? ""
        : " (pid " + new String(buffer.array(), 0, read, StandardCharsets.US_ASCII).strip() + ")";
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static BrokerFailure unwritable(Path directory, IOException e) {
    return new BrokerFailure(
        "data directory "
            + directory
            + " cannot be written: "
            + e.getClass().getSimpleName()
            + ": "
            + e.getMessage()
            + "; check its owner and permissions, and that its disk is not mounted read-only, or pass"
            + " --data with another directory",
        e);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // nothing was written that could be lost
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
