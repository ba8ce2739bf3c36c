package dev.likeness.standalone;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.web.ManagementProperties;

/**
 * Where a {@link Standalone} listens.
 *
 * @param bind the address HTTP listens on; {@code 0.0.0.0} for all
 * @param port of HTTP, 1 to 65535; 0 for any that is free
 * @param managementPort of health and metrics, on this machine alone; 0 for any that is free
 * @param kafka where the broker listens
 * @param partitions of the topics, where they are made; 1 to 1000
 * @param skipUnreadable whether to go on behind records that are damaged on the disk
 */
public record StandaloneSettings(
    String bind,
    int port,
    int managementPort,
    BrokerSettings kafka,
    int partitions,
    boolean skipUnreadable) {
  /** The HTTP port where none is given. */
  public static final int DEFAULT_PORT = 8080;

  private static final int MOST_PARTITIONS = 1_000;

  public StandaloneSettings {
    requirePort("port", port);
    requirePort("managementPort", managementPort);
    requireDifferent("port and kafkaPort", port, kafka.port());
    requireDifferent("port and managementPort", port, managementPort);
    requireDifferent("managementPort and kafkaPort", managementPort, kafka.port());
    if (partitions < 1 || partitions > MOST_PARTITIONS) {
      throw new IllegalArgumentException(
          "partitions is " + partitions + ", expected 1 to " + MOST_PARTITIONS);
    }
  }

  /** On this machine only. */
  public static StandaloneSettings local(int port, int kafkaPort, int partitions) {
    return new StandaloneSettings(
        BrokerSettings.LOCAL,
        port,
        ManagementProperties.beside(port),
        BrokerSettings.local(kafkaPort),
        partitions,
        false);
  }

  /** Of any two ports. */
  public static StandaloneSettings anyPorts(int partitions) {
    return local(0, 0, partitions);
  }

  private static void requireDifferent(String names, int one, int other) {
    if (one == other && one != 0) {
      throw new IllegalArgumentException(names + " are both " + one);
    }
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(name + " is " + port + ", expected 0 (any) to 65535");
    }
  }
}
