package dev.likeness.broker;

import java.util.Map;
import org.apache.kafka.common.security.auth.SslEngineFactory;

/**
 * That clients of an {@link EmbeddedBroker} come by TLS and prove who they are (SCRAM-SHA-512, RFC
 * 5802), as {@link BrokerUsers} says who may. Clients on this machine have a listener on loopback
 * beside, which asks for no proof.
 *
 * @param engines shows the broker's certificate (KIP-519); made by Kafka, and given {@code
 *     settings} besides Kafka's own
 * @param settings where the certificate is, say
 * @param localPort of the listener on loopback, 1 to 65535; 0 for the one of the last start on the
 *     same data, or any that is free
 */
public record Secured(
    Class<? extends SslEngineFactory> engines, Map<String, String> settings, int localPort) {
  public Secured {
    settings = Map.copyOf(settings);
    if (localPort < 0 || localPort > 65_535) {
      throw new IllegalArgumentException("localPort is " + localPort + ", expected 0 to 65535");
    }
  }

  /** The same on another port. */
  Secured on(int other) {
    return new Secured(engines, settings, other);
  }
}
