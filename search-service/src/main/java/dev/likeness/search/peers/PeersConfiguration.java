package dev.likeness.search.peers;

import dev.likeness.search.store.Peers;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Opens the peer port where instances share the partitions, and nothing where one is alone. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PeerProperties.class)
@Import(PeerController.class)
public class PeersConfiguration {
  @Bean
  PeerJson peerJson() {
    return new PeerJson();
  }

  @Bean
  Peers peers(PeerProperties properties, PeerJson json) {
    return properties.isShared() ? new HttpPeers(json, HttpPeers.ANSWER) : Peers.NONE;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> peerPort(PeerProperties properties) {
    return server -> {
      if (properties.isShared()) {
        Connector connector = new Connector();
        connector.setPort(properties.peerPort());
        server.addAdditionalConnectors(connector);
      }
    };
  }
}
