package dev.likeness.broker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How clients reach an {@link EmbeddedBroker}.
 *
 * @param host the address to listen on; {@code 0.0.0.0} for all
 * @param port the port clients connect to, 1 to 65535; 0 for the one of the last start on the same
 *     data, or any that is free
 * @param advertised {@code host:port} that clients are told to connect to, where it differs from
 *     what is listened on, as behind a container's network
 */
public record BrokerSettings(String host, int port, @Nullable String advertised) {
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
  }

  /** On this machine only. */
  public static BrokerSettings local(int port) {
    return new BrokerSettings(LOCAL, port, null);
  }

  /** The same on another port. */
  BrokerSettings on(int other) {
    return new BrokerSettings(host, other, advertised);
  }

  /** The {@code bootstrap.servers} of clients inside this process. */
  public String bootstrap() {
    return (isWildcard() ? LOCAL : host) + ":" + port;
  }

  /** The {@code host:port} clients are told. */
  String advertisedAddress() {
    return Objects.requireNonNullElseGet(advertised, this::bootstrap);
  }

  private boolean isWildcard() {
    return host.equals("0.0.0.0") || host.equals("::");
  }
}
