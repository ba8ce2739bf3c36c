package dev.likeness.standalone;

import dev.likeness.broker.BrokerSettings;

/**
 * Where a {@link Standalone} listens.
 *
 * @param bind the address HTTP and the broker listen on; {@code 0.0.0.0} for all
 * @param port of HTTP, 1 to 65535; 0 for any that is free
 * @param kafkaPort of the broker, 1 to 65535; 0 for the one of the last start on the same data, or
 *     any that is free
 * @param partitions of the topics, where they are made; 1 to 1000
 */
public record StandaloneSettings(String bind, int port, int kafkaPort, int partitions) {
  /** The HTTP port where none is given. */
  public static final int DEFAULT_PORT = 8080;

  private static final int MOST_PARTITIONS = 1_000;

  public StandaloneSettings {
    requirePort("port", port);
    requirePort("kafkaPort", kafkaPort);
    if (port == kafkaPort && port != 0) {
      throw new IllegalArgumentException("port and kafkaPort are both " + port);
    }
    if (partitions < 1 || partitions > MOST_PARTITIONS) {
      throw new IllegalArgumentException(
          "partitions is " + partitions + ", expected 1 to " + MOST_PARTITIONS);
    }
  }

  /** On this machine only. */
  public static StandaloneSettings local(int port, int kafkaPort, int partitions) {
    return new StandaloneSettings(BrokerSettings.LOCAL, port, kafkaPort, partitions);
  }

  /** Of any two ports. */
  public static StandaloneSettings anyPorts(int partitions) {
    return local(0, 0, partitions);
  }

  BrokerSettings broker() {
    return new BrokerSettings(bind, kafkaPort, null);
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(name + " is " + port + ", expected 0 (any) to 65535");
    }
  }
}
