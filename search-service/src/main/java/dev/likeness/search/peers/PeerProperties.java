package dev.likeness.search.peers;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an instance of the search service shares the partitions with others, under {@code
 * likeness.search}.
 *
 * @param peerPort where other instances ask this one; 0 for an instance that is alone. Answers
 *     there hold embeddings, so nobody else should reach it.
 * @param peerHost the name by which others reach this instance; its host name if not set
 * @param standbys how many other instances keep a hot copy of each partition
 */
@ConfigurationProperties("likeness.search")
public record PeerProperties(
    @DefaultValue("0") int peerPort, @Nullable String peerHost, @DefaultValue("1") int standbys) {
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
