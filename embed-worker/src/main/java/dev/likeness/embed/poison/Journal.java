package dev.likeness.embed.poison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process has in hand, in a file of its own that the next process reads if this one dies:
 * a slot for each record, holding {@code MODEL/partition:offset}.
 *
 * <p>The file is mapped into memory and never forced to the disk: the pages outlive the process,
 * which is all that is expected to die. A lock on the file says that its process lives. Safe for
 * all threads.
 */
final class Journal implements AutoCloseable {
  static final String EXTENSION = ".journal";
  static final int SLOT_BYTES = 512;
  static final int SLOTS = 128;

  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final byte END = '\n';

  private final Path file;
  private final FileChannel channel;
  private final MappedByteBuffer slots;
  private final Semaphore free = new Semaphore(SLOTS);
  private final Deque<Integer> freeSlots = new ArrayDeque<>();

  private Journal(Path file, FileChannel channel, MappedByteBuffer slots) {
    this.file = file;
    this.channel = channel;
    this.slots = slots;
    for (int slot = 0; slot < SLOTS; slot++) {
      freeSlots.add(slot * SLOT_BYTES);
    }
  }

  /**
   * Begins the journal of this process.
   *
   * @param directory where the journals are; made if it does not exist
   * @throws UncheckedIOException if the directory cannot be written
   */
  static Journal open(Path directory) {
    String name = UUID.randomUUID().toString();
    Path unnamed = directory.resolve(name + ".new");
    Path file = directory.resolve(name + EXTENSION);
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              unnamed,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new IOException("somebody else has locked " + unnamed);
      }
      int size = SLOTS * SLOT_BYTES;
      channel.write(ByteBuffer.allocate(size), 0);
      MappedByteBuffer slots = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
      // Only under its own name, and so only once it is locked, is it found by another process.
      Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE);
      return new Journal(file, channel, slots);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the worker's journal cannot be written in " + directory + ": make it writable", e);
    }
  }

  Path file() {
    return file;
  }

  /** Notes that {@code record} is in hand until the answer is closed. */
  InHand take(Suspect record) {
    byte[] text = record.toString().getBytes(StandardCharsets.UTF_8);
    free.acquireUninterruptibly();
    int slot;
    synchronized (freeSlots) {
      slot = freeSlots.pop();
    }
    int length = Math.min(text.length, SLOT_BYTES - 1);
    slots.put(slot + 1, text, 1, length - 1);
    slots.put(slot + length, END);
    // A slot counts as taken once its first byte is there.
    VarHandle.releaseFence();
    slots.put(slot, text[0]);
    return new InHand(slot);
  }

  /** The records in the slots of a journal; what is no record is passed over. */
  static List<Suspect> read(byte[] slots) {
    List<Suspect> inHand = new ArrayList<>();
    for (int slot = 0; slot + SLOT_BYTES <= slots.length; slot += SLOT_BYTES) {
      if (slots[slot] != 0) {
        int end = slot;
        while (end < slot + SLOT_BYTES - 1 && slots[end] != END) {
          end++;
        }
        String text = new String(slots, slot, end - slot, StandardCharsets.UTF_8);
        try {
          inHand.add(Suspect.parse(text));
        } catch (IllegalArgumentException e) {
          log.warn("passed over a slot of a dead worker's journal: {}", e.getMessage());
        }
      }
    }
    return inHand;
  }

  /**
   * Ends the journal. It stays for the next process if a record is still in hand: a worker that has
   * to be stopped while a photo does not end counts as killed by that photo.
   */
  @Override
  public void close() {
    try {
      if (free.availablePermits() == SLOTS) {
        Files.deleteIfExists(file);
      }
      channel.close();
    } catch (IOException e) {
      log.warn("the journal {} was not removed: {}", file, e.toString());
    }
  }

  /** One record in hand. */
  final class InHand implements AutoCloseable {
    private final int slot;

    private InHand(int slot) {
      this.slot = slot;
    }

    @Override
    public void close() {
      slots.put(slot, (byte) 0);
      synchronized (freeSlots) {
        freeSlots.push(slot);
      }
      free.release();
    }
  }
}
