package dev.likeness.search.peers;

import dev.likeness.web.ContainerProblem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Keeps what instances ask each other on the peer port, and everything else off it. */
final class PeerPort extends ValveBase {
  static final String PREFIX = "/peer/";

  /** The longest question in bytes: it has one vector and one filter. */
  static final long LONGEST_QUESTION = 256L << 10;

  private final int port;

  /**
   * @param port 0 if there is none
   */
  PeerPort(int port) {
    super(true);
    this.port = port;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String path = request.getDecodedRequestURI();
    boolean asked = path != null && path.startsWith(PREFIX);
    if (asked == (request.getLocalPort() == port)) {
      getNext().invoke(request, response);
    } else {
      ContainerProblem.unknownRoute(response);
    }
  }
}
