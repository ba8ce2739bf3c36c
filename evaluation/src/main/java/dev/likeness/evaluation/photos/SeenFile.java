package dev.likeness.evaluation.photos;

import dev.likeness.faces.Box;
import dev.likeness.faces.Vector;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What one model saw in photos, kept in a file: a line a photo, appended as soon as it is known. A
 * line that was cut off by the end of the process is passed over and the photo looked at again.
 * Safe for all threads; one process at a time has the file.
 *
 * <p>The file holds embeddings, which are biometric data.
 */
public final class SeenFile implements AutoCloseable {
  private static final String FACE = "FACE";
  private static final int FIELDS = 4;

  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final FileChannel channel;
  private final BufferedWriter writer;

  private SeenFile(FileChannel channel) {
    this.channel = channel;
    this.writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.US_ASCII));
  }

  /**
   * Opens the file, or begins it.
   *
   * @param again whether to forget what it holds
   * @throws IllegalArgumentException if another process has it
   */
  public static SeenFile open(Path file, boolean again) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw new OverlappingFileLockException();
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IllegalArgumentException(
          file + " is being written by another run; wait for it, or take another directory", e);
    }
    SeenFile opened = new SeenFile(channel);
    if (again) {
      channel.truncate(0);
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      lines.forEach(opened::remember);
    }
    channel.position(channel.size());
    opened.writer.newLine();
    return opened;
  }

  private void remember(String line) {
    String[] fields = line.split("\t", -1);
    try {
      if (fields.length == FIELDS && fields[1].equals(FACE)) {
        String[] box = fields[2].split(",", -1);
        ByteBuffer bytes =
            ByteBuffer.wrap(Base64.getDecoder().decode(fields[3])).order(ByteOrder.LITTLE_ENDIAN);
        seen.put(
            fields[0],
            new Seen.Face(
                Vector.of(bytes.asFloatBuffer()),
                new Box(
                    Float.parseFloat(box[0]),
                    Float.parseFloat(box[1]),
                    Float.parseFloat(box[2]),
                    Float.parseFloat(box[3]))));
      } else if (fields.length == FIELDS && fields[3].equals("-")) {
        seen.put(fields[0], new Seen.LeftOut(fields[1]));
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      seen.remove(fields[0]); // Cut off: the photo is looked at again.
    }
  }

  /** What was seen in the photo with this SHA-256. */
  Optional<Seen> get(String sha256) {
    return Optional.ofNullable(seen.get(sha256));
  }

  /** Keeps what was seen in the photo with this SHA-256. */
  void put(String sha256, Seen what) {
    seen.put(sha256, what);
    String line =
        switch (what) {
          case Seen.Face(Vector vector, Box box) ->
              String.join(
                  "\t",
                  sha256,
                  FACE,
                  box.x() + "," + box.y() + "," + box.width() + "," + box.height(),
                  encoded(vector.toArray()));
          case Seen.LeftOut(String reason) -> String.join("\t", sha256, reason, "-", "-");
        };
    synchronized (writer) {
      try {
        writer.write(line);
        writer.newLine();
        writer.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String encoded(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  @Override
  public void close() throws IOException {
    synchronized (writer) {
      writer.close();
      channel.close();
    }
  }
}
