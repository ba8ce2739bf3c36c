package dev.likeness.search.peers;

import dev.likeness.web.HttpProtocol;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** The connector of the peer port. */
final class PeerConnector {
  private PeerConnector() {}

  /**
   * Makes it.
   *
   * @param address to listen on; null for all
   * @param bundle whose certificate it shows, also when that changes; null for plain HTTP
   */
  static Connector of(
      @Nullable String address, int port, @Nullable String bundle, SslBundles bundles) {
    HttpProtocol protocol = new HttpProtocol();
    protocol.setPort(port);
    Connector connector = new Connector(protocol);
    connector.setPort(port);
    if (address != null) {
      connector.setProperty("address", address);
    }
    if (bundle != null) {
      connector.setSecure(true);
      connector.setScheme("https");
      protocol.setSSLEnabled(true);
      protocol.addSslHostConfig(config(bundles.getBundle(bundle)));
      bundles.addBundleUpdateHandler(
          bundle, changed -> protocol.addSslHostConfig(config(changed), true));
    }
    return connector;
  }

  private static SSLHostConfig config(SslBundle bundle) {
    SSLHostConfig config = new SSLHostConfig();
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(config, SSLHostConfigCertificate.Type.UNDEFINED);
    certificate.setCertificateKeystore(bundle.getStores().getKeyStore());
    String password = bundle.getStores().getKeyStorePassword();
    certificate.setCertificateKeystorePassword(password == null ? "" : password);
    String keyPassword = bundle.getKey().getPassword();
    if (keyPassword != null) {
      certificate.setCertificateKeyPassword(keyPassword);
    }
    String alias = bundle.getKey().getAlias();
    if (alias != null) {
      certificate.setCertificateKeyAlias(alias);
    }
    config.addCertificate(certificate);
    return config;
  }
}
