package dev.likeness.e2e;

import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A photo that keeps a worker busy long enough to be caught with it in hand. */
final class SlowPhoto {
  private static final Duration PATIENCE = Patience.LONG;
  private static final int WIDTH = 9_000;
  private static final int HEIGHT = 5_500;
  private static final int STRIPE = 7;

  private SlowPhoto() {}

  /**
   * A grey pattern of 49.5 megapixels without a face: a small file and a long way to the pixels.
   */
  static byte[] png() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % STRIPE);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }

  /**
   * Waits until a worker that keeps its state in {@code state} has the record in hand.
   *
   * @param before journals of workers that were killed, left out
   * @return the worker's journal
   */
  static Path awaitInHand(Path state, RecordMetadata record, Set<Path> before) {
    String slot = DefaultModel.ID + "/" + record.partition() + ":" + record.offset() + "\n";
    return await(slot)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> journal(state.resolve("in-hand"), slot, before), Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<Path> journal(Path directory, String slot, Set<Path> before) {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".journal") && !before.contains(file))
          .filter(file -> holds(file, slot))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holds(Path journal, String slot) {
    try {
      return Files.readString(journal, StandardCharsets.ISO_8859_1).contains(slot);
    } catch (IOException e) {
      return false;
    }
  }
}
