package dev.likeness.embed.poison;

import dev.likeness.topics.WorkerDeath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journals that dead processes left in a directory. Each is locked while this object is open,
 * so that of two processes starting at once only one speaks for it.
 */
final class DeadWorkers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeadWorkers.class);

  private final List<Left> left;

  private DeadWorkers(List<Left> left) {
    this.left = left;
  }

  /**
   * Finds them.
   *
   * @param own the journal of this process, already open; the only one it may have in the directory
   */
  static DeadWorkers in(Path directory, Journal own) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Left> left = new ArrayList<>();
      for (Path file :
          files.filter(f -> f.toString().endsWith(Journal.EXTENSION)).sorted().toList()) {
        // Closing a second channel of the own file would give its lock away.
        if (!file.equals(own.file())) {
          Left dead = take(file);
          if (dead != null) {
            left.add(dead);
          }
        }
      }
      return new DeadWorkers(List.copyOf(left));
    } catch (IOException e) {
      throw new UncheckedIOException("the journals in " + directory + " cannot be read", e);
    }
  }

  /** Every record that was in hand, once for each worker that died with it. */
  List<WorkerDeath> deaths() {
    return left.stream().flatMap(dead -> dead.deaths.stream()).toList();
  }

  /** Removes the journals, once their deaths are known elsewhere. */
  void forget() {
    for (Left dead : left) {
      try {
        Files.deleteIfExists(dead.file);
      } catch (IOException e) {
        log.warn("the journal {} was not removed: {}", dead.file, e.toString());
      }
    }
  }

  @Override
  public void close() {
    for (Left dead : left) {
      try {
        dead.channel.close();
      } catch (IOException e) {
        log.warn("the journal {} was not closed: {}", dead.file, e.toString());
      }
    }
  }

  private static @Nullable Left take(Path file) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null;
    }
    if (!lock(channel) || !Files.exists(file)) {
      // Its process lives, or another has just spoken for it.
      channel.close();
      return null;
    }
    ByteBuffer slots = ByteBuffer.allocate((int) channel.size());
    while (slots.hasRemaining() && channel.read(slots) >= 0) {
      // until all of it is read
    }
    String name = file.getFileName().toString();
    String worker = name.substring(0, name.length() - Journal.EXTENSION.length());
    List<WorkerDeath> deaths =
        Journal.read(slots.array()).stream()
            .distinct()
            .map(suspect -> new WorkerDeath(suspect, worker))
            .toList();
    return new Left(file, channel, deaths);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** One journal that was left. */
  private static final class Left {
    private final Path file;
    private final FileChannel channel;
    private final List<WorkerDeath> deaths;

    private Left(Path file, FileChannel channel, List<WorkerDeath> deaths) {
      this.file = file;
      this.channel = channel;
      this.deaths = deaths;
    }
  }
}
