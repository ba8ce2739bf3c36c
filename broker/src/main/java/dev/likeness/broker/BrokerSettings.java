package dev.likeness.broker;

import org.jspecify.annotations.Nullable;

/**
 * How clients reach an {@link EmbeddedBroker}.
 *
 * @param host the address to listen on; {@code 0.0.0.0} for all
 * @param port the port clients connect to, 1 to 65535; 0 for the one of the last start on the same
 *     data, or any that is free
 * @param advertised {@code host:port} that clients are told to connect to, where it differs from
 *     what is listened on, as behind a container's network; port 0 for the one listened on
 * @param secured how clients of that address prove who they are; null if nobody is asked
 */
public record BrokerSettings(
    String host, int port, @Nullable String advertised, @Nullable Secured secured) {
  /** The port Kafka clients expect. */
  public static final int DEFAULT_PORT = 9092;

  /** The address that only this machine reaches. */
  public static final String LOCAL = "127.0.0.1";

  public BrokerSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is blank, expected an address such as " + LOCAL);
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is " + port + ", expected 0 (any) to 65535");
    }
    if (advertised != null && !advertised.matches(".+:[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "advertised is '" + advertised + "', expected host:port such as broker:9092");
    }
    if (secured != null && advertised == null && isWildcard(host)) {
      throw new IllegalArgumentException(
          "host is "
              + host
              + ", which no client can connect to; pass --kafka-advertised HOST:PORT with a name of"
              + " the certificate");
    }
  }

  /** On this machine only. */
  public static BrokerSettings local(int port) {
    return new BrokerSettings(LOCAL, port, null, null);
  }

  /** The same on other ports. */
  BrokerSettings on(int other, @Nullable Secured there) {
    return new BrokerSettings(host, other, advertised, there);
  }

  /** The {@code bootstrap.servers} of clients inside this process. */
  public String bootstrap() {
    return secured == null ? reached() : LOCAL + ":" + secured.localPort();
  }

  /** Whether a port is left to the start, which may then try another. */
  public boolean choosesPorts() {
    return port == 0 || (secured != null && secured.localPort() == 0);
  }

  /** The {@code host:port} clients are told. */
  String advertisedAddress() {
    return advertised == null ? reached() : advertised.replaceAll(":0+$", ":" + port);
  }

  private String reached() {
    return (isWildcard(host) ? LOCAL : host) + ":" + port;
  }

  private static boolean isWildcard(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }
}
