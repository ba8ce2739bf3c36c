package dev.likeness.search.peers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an instance of the search service shares the partitions with others, under {@code
 * likeness.search}.
 *
 * @param peerPort Port on which other instances ask this one; 0 for a single instance. Questions
 *     and answers there hold embeddings, of a search and of a face that is searched with; it must
 *     be reachable inside the cluster only.
 * @param peerHost Host name by which other instances reach this one; by default its own host name.
 * @param peerAddress Address the peer port listens on; by default that of server.address.
 * @param peerKeyFile File with the key by which instances prove themselves to each other. Needed
 *     where others reach the peer port.
 * @param peerBundle SSL bundle of spring.ssl.bundle that instances speak TLS with, certificate and
 *     trust both; by default plain HTTP.
 * @param standbys How many other instances keep a standby copy of each partition.
 */
@ConfigurationProperties("likeness.search")
public record PeerProperties(
    @DefaultValue("0") int peerPort,
    @Nullable String peerHost,
    @Nullable String peerAddress,
    @Nullable Path peerKeyFile,
    @Nullable String peerBundle,
    @DefaultValue("1") int standbys) {
  public PeerProperties {
    if (peerPort < 0 || peerPort > 65_535) {
      throw new IllegalArgumentException(
          "likeness.search.peer-port is " + peerPort + ", expected 0 (alone) to 65535");
    }
    if (standbys < 0) {
      throw new IllegalArgumentException(
          "likeness.search.standbys is " + standbys + ", at least 0 is needed");
    }
  }

  /** Whether there may be other instances. */
  public boolean isShared() {
    return peerPort > 0;
  }

  /** Where others reach this instance. */
  public HostInfo self() {
    try {
      return new HostInfo(
          peerHost == null ? InetAddress.getLocalHost().getHostName() : peerHost, peerPort);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(
          "this machine's host name is not known; set likeness.search.peer-host", e);
    }
  }
}
