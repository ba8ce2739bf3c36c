package dev.likeness.standalone.cli;

import dev.likeness.broker.Secured;
import dev.likeness.cli.Failure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a process protects what it serves to others. */
final class ServingOptions {
  private static final String BUNDLE = "spring.ssl.bundle.pem.http.";

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = {
        "Certificate chain (PEM): HTTP is https, and Kafka off loopback SASL_SSL. Both read it again",
        "when the file changes."
      })
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key (PEM) of the certificate.")
  private @Nullable Path privateKey;

  @Option(
      names = "--initial-key-file",
      paramLabel = "FILE",
      description = "A file with a key that gets all scopes where there are no keys yet.")
  private @Nullable Path initialKey;

  @Option(
      names = "--insecure",
      description = "Serve others without keys, and Kafka without any proof. Warns at each start.")
  private boolean insecure;

  /** The same as arguments of the services. */
  List<String> arguments() {
    requirePair();
    List<String> arguments = new ArrayList<>();
    if (insecure) {
      arguments.add("--likeness.access.insecure=true");
    }
    if (initialKey != null) {
      arguments.add("--likeness.access.initial-key-file=" + initialKey.toAbsolutePath());
    }
    if (certificate != null && privateKey != null) {
      arguments.add("--server.ssl.bundle=http");
      arguments.add("--" + BUNDLE + "reload-on-update=true");
      arguments.add("--" + BUNDLE + "keystore.certificate=" + certificate.toUri());
      arguments.add("--" + BUNDLE + "keystore.private-key=" + privateKey.toUri());
    }
    return arguments;
  }

  private void requirePair() {
    if ((certificate == null) != (privateKey == null)) {
      throw new Failure("--tls-cert and --tls-key go together; give both or none");
    }
  }

  /**
   * How the Kafka broker on an address asks for proofs; null where it need not.
   *
   * @throws Failure if others reach the address, and there is no certificate
   */
  @Nullable Secured secured(String option, String address) {
    requirePair();
    if (insecure || isLoopback(option, address)) {
      return null;
    }
    if (certificate == null || privateKey == null) {
      throw new Failure(
          option
              + " is "
              + address
              + ", where others reach the Kafka broker: pass --tls-cert and --tls-key, and they come"
              + " by SASL_SSL with keys (docs/security.md); keep it on loopback; or pass --insecure"
              + " inside a network of its own, where it asks nobody for a proof");
    }
    return RenewedCertificate.of(certificate, privateKey);
  }

  /**
   * Refuses an address that others reach.
   *
   * @throws Failure unless everybody may do everything
   */
  static void requireLoopback(String option, String address, boolean insecure) {
    if (!insecure && !isLoopback(option, address)) {
      throw new Failure(
          option
              + " is "
              + address
              + ", where others reach the Kafka broker, which asks nobody for a proof: keep it on"
              + " loopback, use likeness up with --tls-cert, or a Kafka cluster with SASL and TLS"
              + " (docs/security.md), or pass --insecure inside a network of its own");
    }
  }

  private static boolean isLoopback(String option, String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new Failure(option + " is " + address + ", which is unknown", e);
    }
  }
}
