package dev.likeness.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.AbstractHttp11Protocol;

/**
 * A port for health and metrics alone. Its connections and its threads are its own, so that whoever
 * operates the service hears of it however many callers it has.
 */
public final class ManagementPort extends ValveBase {
  private static final List<String> PATHS = List.of("/actuator", "/livez", "/readyz");
  private static final int THREADS = 4;
  private static final int CONNECTIONS = 64;

  private final Connector connector;

  /**
   * @param address to listen on
   * @param port 0 for any that is free
   * @throws IllegalArgumentException if there is no such address
   */
  ManagementPort(String address, int port) {
    super(true);
    connector = new Connector(new HttpProtocol());
    connector.setPort(port);
    if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
      http.setAddress(resolved(address));
      http.setMaxThreads(THREADS);
      http.setMinSpareThreads(1);
      http.setMaxConnections(CONNECTIONS);
    }
  }

  private static InetAddress resolved(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "likeness.management.address is '" + address + "', which is no address of this machine",
          e);
    }
  }

  Connector connector() {
    return connector;
  }

  /** Where it listens; -1 if it does not. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    String path = request.getDecodedRequestURI();
    boolean served =
        request.getLocalPort() != port()
            || (path != null
                && PATHS.stream().anyMatch(one -> path.equals(one) || path.startsWith(one + "/")));
    if (served) {
      getNext().invoke(request, response);
    } else {
      ContainerProblem.unknownRoute(response);
    }
  }
}
