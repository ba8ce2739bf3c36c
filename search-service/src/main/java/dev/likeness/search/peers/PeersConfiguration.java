package dev.likeness.search.peers;

import dev.likeness.search.store.Peers;
import dev.likeness.web.BodyLimit;
import dev.likeness.web.access.ClosedDoor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Opens the peer port where instances share the partitions, and nothing where one is alone. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PeerProperties.class)
@Import(PeerController.class)
public class PeersConfiguration {
  /** Callers' keys are looked at at -100. */
  private static final int BEFORE_KEYS = -200;

  @Bean
  PeerJson peerJson() {
    return new PeerJson();
  }

  @Bean
  PeerKey peerKey(PeerProperties properties, Environment environment) {
    PeerKey key = PeerKey.of(properties.peerKeyFile());
    boolean insecure =
        environment.getProperty("likeness.access.insecure", Boolean.class, Boolean.FALSE);
    if (properties.isShared()
        && !key.isGiven()
        && !insecure
        && !ClosedDoor.isLoopback(address(properties, environment))) {
      throw new IllegalArgumentException(
          "the peer port would answer anybody who reaches it: give all instances the same"
              + " likeness.search.peer-key-file, or listen on loopback with"
              + " likeness.search.peer-address=127.0.0.1, or set likeness.access.insecure=true");
    }
    return key;
  }

  private static @Nullable String address(PeerProperties properties, Environment environment) {
    return properties.peerAddress() == null
        ? environment.getProperty("server.address")
        : properties.peerAddress();
  }

  @Bean
  BodyLimit peerBody() {
    return new BodyLimit(PeerPort.PREFIX, PeerPort.LONGEST_QUESTION);
  }

  @Bean
  Peers peers(PeerProperties properties, PeerJson json, PeerKey key, SslBundles bundles) {
    if (!properties.isShared()) {
      return Peers.NONE;
    }
    String bundle = properties.peerBundle();
    if (bundle == null) {
      return new HttpPeers(json, key, null, HttpPeers.ANSWER);
    }
    HttpPeers peers =
        new HttpPeers(json, key, bundles.getBundle(bundle).createSslContext(), HttpPeers.ANSWER);
    bundles.addBundleUpdateHandler(bundle, changed -> peers.renew(changed.createSslContext()));
    return peers;
  }

  @Bean
  FilterRegistrationBean<PeerGuard> peerGuard(PeerProperties properties, PeerKey key) {
    FilterRegistrationBean<PeerGuard> guard =
        new FilterRegistrationBean<>(new PeerGuard(properties.peerPort(), key));
    guard.setOrder(BEFORE_KEYS);
    return guard;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> peerPort(
      PeerProperties properties, Environment environment, SslBundles bundles) {
    return server -> {
      server.addEngineValves(new PeerPort(properties.peerPort()));
      if (properties.isShared()) {
        server.addAdditionalConnectors(
            PeerConnector.of(
                address(properties, environment),
                properties.peerPort(),
                properties.peerBundle(),
                bundles));
      }
    };
  }
}
