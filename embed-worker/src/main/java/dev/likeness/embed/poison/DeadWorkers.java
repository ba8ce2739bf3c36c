package dev.likeness.embed.poison;

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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What dead processes had in hand: the journals that they left in a directory. Each stays locked
 * while this object is open, so that only one of two processes on a directory handles it, and is
 * removed once everything in it has an outcome. A process that dies before that leaves them to the
 * next one, beside its own. Safe for all threads.
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
    List<Left> left = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          files.filter(f -> f.toString().endsWith(Journal.EXTENSION)).sorted().toList()) {
        // Closing a second channel of the own file would give its lock away.
        Left dead = file.equals(own.file()) ? null : take(file);
        if (dead != null && !dead.removeIfSettled()) {
          log.warn("a worker died with {} in hand", dead.inHand);
          left.add(dead);
        }
      }
      return new DeadWorkers(left);
    } catch (IOException e) {
      left.forEach(Left::close);
      throw new UncheckedIOException("the journals in " + directory + " cannot be read", e);
    }
  }

  /** How many workers died with {@code suspect} in hand. */
  synchronized int deaths(Suspect suspect) {
    return (int) left.stream().filter(dead -> dead.inHand.contains(suspect)).count();
  }

  /** The outcome of {@code suspect} is known. */
  synchronized void settled(Suspect suspect) {
    left.removeIf(dead -> dead.inHand.remove(suspect) && dead.removeIfSettled());
  }

  @Override
  public synchronized void close() {
    left.forEach(Left::close);
    left.clear();
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
    return new Left(file, channel, Journal.read(slots.array()));
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** One journal that was left, and what of it has no outcome yet. */
  private static final class Left {
    private final Path file;
    private final FileChannel channel;
    private final Set<Suspect> inHand;

    private Left(Path file, FileChannel channel, List<Suspect> inHand) {
      this.file = file;
      this.channel = channel;
      this.inHand = new HashSet<>(inHand);
    }

    /** Removes the journal if nothing is left in it, and says whether it did. */
    private boolean removeIfSettled() {
      if (inHand.isEmpty()) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          log.warn("the journal {} was not removed: {}", file, e.toString());
        }
        close();
      }
      return inHand.isEmpty();
    }

    private void close() {
      try {
        channel.close();
      } catch (IOException e) {
        log.warn("the journal {} was not closed: {}", file, e.toString());
      }
    }
  }
}
