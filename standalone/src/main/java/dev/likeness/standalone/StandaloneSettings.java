package dev.likeness.standalone;

import dev.likeness.standalone.broker.BrokerSettings;
import java.nio.file.Path;

/**
 * Where a standalone Likeness keeps its data and how it is reached.
 *
 * @param data the root of everything it keeps
 * @param bind the address of the HTTP API
 * @param port the port of the HTTP API, 1 to 65535
 * @param kafkaPort the broker's port on the loopback address, 1 to 65535
 * @param partitions of the enrollments topic; counts only when the topic is made
 */
public record StandaloneSettings(Path data, String bind, int port, int kafkaPort, int partitions) {
  /** The port of the HTTP API if none is asked for. */
  public static final int DEFAULT_PORT = 8080;

  /** How many partitions a new topic gets if none are asked for. */
  public static final int DEFAULT_PARTITIONS = 4;

  public StandaloneSettings {
    data = data.toAbsolutePath().normalize();
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port is " + port + ", expected 1 to 65535");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions is " + partitions + ", at least 1 is needed");
    }
  }

  /** Reached from this machine only. */
  public static StandaloneSettings local(Path data, int port, int kafkaPort) {
    return new StandaloneSettings(data, BrokerSettings.LOCAL, port, kafkaPort, DEFAULT_PARTITIONS);
  }
}
