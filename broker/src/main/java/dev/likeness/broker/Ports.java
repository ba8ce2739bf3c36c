package dev.likeness.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks the operating system about TCP ports. An answer holds only until somebody else binds, so
 * whoever acts on one must be ready to be told otherwise.
 */
public final class Ports {
  /**
   * Where ports are chosen: below those that Linux (32768) and macOS (49152) give to outgoing
   * connections and to servers that ask for any, so that a server that comes back finds its old
   * port.
   */
  private static final int LOWEST = 20_000;

  private static final int HIGHEST = 32_767;
  private static final int TRIES = 200;

  private Ports() {}

  /**
   * A port that is free now, chosen at random.
   *
   * @throws BrokerFailure if none is found, or the address is not this machine's
   */
  public static int choose(String host) {
    for (int i = 1; ; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      try {
        requireFree(host, port, "free one of " + LOWEST + " to " + HIGHEST);
        return port;
      } catch (PortTaken e) {
        if (i == TRIES) {
          throw e;
        }
      }
    }
  }

  /**
   * Checks that a server can listen.
   *
   * @param remedy what to do if not, the end of a sentence
   * @throws PortTaken if another listens there
   * @throws BrokerFailure if the address is not this machine's, or the port may not be opened
   */
  public static void requireFree(String host, int port, String remedy) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getAllByName(host)[0], port));
    } catch (UnknownHostException e) {
      throw new BrokerFailure("address " + host + " is unknown; pass one of this machine's own", e);
    } catch (BindException e) {
      throw failure(host, port, remedy, e);
    } catch (IOException e) {
      throw new BrokerFailure(
          "port " + port + " cannot be opened on " + host + ": " + e.getMessage(), e);
    }
  }

  private static BrokerFailure failure(String host, int port, String remedy, BindException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("assign")) {
      return new BrokerFailure(
          "address " + host + " is not one of this machine's; pass one that is", e);
    }
    if (message.contains("ermission")) {
      return new BrokerFailure("port " + port + " may not be opened by this user; " + remedy, e);
    }
    return new PortTaken("port " + port + " is taken on " + host + "; " + remedy, e);
  }
}
