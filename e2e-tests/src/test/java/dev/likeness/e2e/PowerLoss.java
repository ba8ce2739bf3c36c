package dev.likeness.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a power loss does to the log of a broker that does not run: the ends of files are as they
 * were some time ago. A log that is flushed with every batch may have a torn one behind its end.
 */
final class PowerLoss {
  private static final int LEAST_KEPT_PERCENT = 40;
  private static final int MOST_TORN_BYTES = 5_000;

  private final Path logs;
  private final Random random;

  /**
   * @param data the broker's data directory
   */
  PowerLoss(Path data, Random random) throws IOException {
    this.logs = data.resolve("kafka");
    this.random = random;
    Files.deleteIfExists(logs.resolve(".kafka_cleanshutdown"));
  }

  /** Cuts off the end of each partition. */
  void cut(String topic) throws IOException {
    for (Path segment : lastSegments(topic)) {
      try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
        int percent = LEAST_KEPT_PERCENT + random.nextInt(100 - LEAST_KEPT_PERCENT);
        file.truncate(file.size() * percent / 100);
      }
    }
  }

  /** Adds half a batch to the end of each partition, which nobody was told was stored. */
  void tear(String topic) throws IOException {
    for (Path segment : lastSegments(topic)) {
      byte[] torn = new byte[1 + random.nextInt(MOST_TORN_BYTES)];
      random.nextBytes(torn);
      try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(torn), file.size());
      }
    }
  }

  private List<Path> lastSegments(String topic) throws IOException {
    List<Path> last = new ArrayList<>();
    try (DirectoryStream<Path> partitions = Files.newDirectoryStream(logs, topic + "-*")) {
      for (Path partition : partitions) {
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(partition, "*.log")) {
          List<Path> all = new ArrayList<>();
          segments.forEach(all::add);
          last.add(all.stream().max(Path::compareTo).orElseThrow());
        }
      }
    }
    assertThat(last).as("partitions of %s in %s", topic, logs).isNotEmpty();
    return last;
  }
}
