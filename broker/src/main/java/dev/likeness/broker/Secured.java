package dev.likeness.broker;

/**
 * That clients of an {@link EmbeddedBroker} come by TLS and prove who they are (SCRAM-SHA-512, RFC
 * 5802), as {@link BrokerUsers} says who may. Clients on this machine have a listener on loopback
 * beside, which asks for no proof.
 *
 * @param certificates the chain of the broker's certificate, PEM
 * @param privateKey of the certificate, PKCS #8 in PEM, not encrypted
 * @param localPort of the listener on loopback, 1 to 65535; 0 for the one of the last start on the
 *     same data, or any that is free
 */
public record Secured(String certificates, String privateKey, int localPort) {
  public Secured {
    if (!certificates.contains("BEGIN CERTIFICATE")) {
      throw new IllegalArgumentException("certificates hold no certificate in PEM");
    }
    if (!privateKey.contains("BEGIN PRIVATE KEY")) {
      throw new IllegalArgumentException("privateKey is no PKCS #8 in PEM");
    }
    if (localPort < 0 || localPort > 65_535) {
      throw new IllegalArgumentException("localPort is " + localPort + ", expected 0 to 65535");
    }
  }

  /** The same on another port. */
  Secured on(int other) {
    return new Secured(certificates, privateKey, other);
  }

  /** Without the private key: it must not come into a log. */
  @Override
  public String toString() {
    return "secured, on loopback at " + localPort;
  }
}
