package dev.likeness.web;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 as Tomcat speaks it, where the line and the headers of a request have a time limit in
 * total. Tomcat's own limit is between two bytes: whoever drips one now and then holds a connection
 * for ever (the attack known as Slowloris). Here the next byte after the limit closes the
 * connection, and Tomcat's limit closes one on which none comes.
 *
 * <p>Bodies have a limit of their own, see {@link BodyMeter}. A TLS handshake has Tomcat's limit
 * alone. Tomcat makes the protocol by the name of this class.
 */
public final class HttpProtocol extends Http11NioProtocol {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int BETWEEN_BYTES_MILLIS = 10_000;

  private final Duration longest;

  /** With a limit of ten seconds, in total and between two bytes. */
  public HttpProtocol() {
    this(LONGEST);
  }

  /**
   * @param longest that a request's line and headers may take
   */
  HttpProtocol(Duration longest) {
    this.longest = longest;
    setConnectionTimeout(BETWEEN_BYTES_MILLIS);
  }

  @Override
  protected Processor createProcessor() {
    return new TimedProcessor(this, getAdapter(), longest.toNanos());
  }

  private static final class TimedProcessor extends Http11Processor {
    private static final long NOT_BEGUN = -1;

    private final long longestNanos;

    TimedProcessor(AbstractHttp11Protocol<?> protocol, Adapter adapter, long longestNanos) {
      super(protocol, adapter);
      this.longestNanos = longestNanos;
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
      SocketState state = super.service(socket);
      long begun = getRequest().getStartTimeNanos();
      boolean incomplete =
          begun != NOT_BEGUN
              && (state == SocketState.OPEN || (state == SocketState.LONG && !isAsync()));
      if (!incomplete) {
        return state;
      }
      // LONG keeps this processor, and when the request began: OPEN, after blank lines, would not.
      return System.nanoTime() - begun > longestNanos ? SocketState.CLOSED : SocketState.LONG;
    }
  }
}
