package dev.likeness.standalone.cli;

import dev.likeness.broker.Secured;
import dev.likeness.cli.Failure;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the embedded broker shows: the one that is in its files when a client
 * connects. While they hold none, as when they are just being written, the last one that was read
 * is shown.
 *
 * <p>Kafka's own factory reads its files at the start, and again only when a broker's setting is
 * altered (KIP-226). Kafka makes this one by its name (KIP-519), one for each of its network
 * threads. Safe for all threads.
 */
public final class RenewedCertificate implements SslEngineFactory {
  private static final String CERTIFICATES = "likeness.tls.certificates";
  private static final String PRIVATE_KEY = "likeness.tls.private-key";
  private static final Logger log = LoggerFactory.getLogger(RenewedCertificate.class);

  private Map<String, Object> settings = Map.of();
  private @Nullable Shown shown;
  private boolean failed;

  /** What was read, and what shows it. */
  private record Shown(PemFiles files, SslEngineFactory engines) {}

  /**
   * What makes a broker show the certificate in two files.
   *
   * @throws Failure if they hold none, or another one's key
   */
  static Secured of(Path certificates, Path privateKey) {
    PemFiles.read(certificates, privateKey).requirePair();
    return new Secured(
        RenewedCertificate.class,
        Map.of(
            CERTIFICATES,
            certificates.toAbsolutePath().toString(),
            PRIVATE_KEY,
            privateKey.toAbsolutePath().toString()),
        0);
  }

  @Override
  public synchronized void configure(Map<String, ?> configs) {
    settings = new HashMap<>(configs);
    shown = read();
  }

  @Override
  public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
    return now().createServerSslEngine(peerHost, peerPort);
  }

  @Override
  public SSLEngine createClientSslEngine(
      String peerHost, int peerPort, String endpointIdentification) {
    return now().createClientSslEngine(peerHost, peerPort, endpointIdentification);
  }

  private synchronized SslEngineFactory now() {
    try {
      shown = read();
      failed = false;
    } catch (Failure | KafkaException e) {
      if (!failed) {
        log.warn(
            "the files of a renewed certificate cannot be used, the last one is still shown: {}",
            e.getMessage());
      }
      failed = true;
    }
    return Objects.requireNonNull(shown).engines();
  }

  private Shown read() {
    PemFiles files = PemFiles.read(file(CERTIFICATES), file(PRIVATE_KEY));
    if (shown != null && shown.files().equals(files)) {
      return shown;
    }
    files.requirePair();
    Map<String, Object> kafka = new HashMap<>(settings);
    kafka.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
    kafka.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, new Password(files.chain()));
    kafka.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(files.privateKey()));
    SslEngineFactory engines = new DefaultSslEngineFactory();
    engines.configure(kafka);
    return new Shown(files, engines);
  }

  private Path file(String setting) {
    return Path.of(String.valueOf(settings.get(setting)));
  }

  @Override
  public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
    return false;
  }

  @Override
  public Set<String> reconfigurableConfigs() {
    return Set.of();
  }

  @Override
  public synchronized @Nullable KeyStore keystore() {
    return shown == null ? null : shown.engines().keystore();
  }

  @Override
  public @Nullable KeyStore truststore() {
    return null;
  }

  @Override
  public void close() {}
}
