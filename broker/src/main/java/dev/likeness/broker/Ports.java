package dev.likeness.broker;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Asks the operating system about TCP ports. An answer holds only until somebody else binds. */
public final class Ports {
  private Ports() {}

  /** A port of this machine's loopback address that is free now. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BrokerFailure("no TCP port is free on " + BrokerSettings.LOCAL, e);
    }
  }

  /**
   * Checks that a server can listen.
   *
   * @param remedy what to do if not, the end of a sentence
   * @throws BrokerFailure if the port is taken or the address is not this machine's
   */
  public static void requireFree(String host, int port, String remedy) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getAllByName(host)[0], port));
    } catch (UnknownHostException e) {
      throw new BrokerFailure("address " + host + " is unknown; pass one of this machine's own", e);
    } catch (BindException e) {
      String message = String.valueOf(e.getMessage());
      throw new BrokerFailure(
          message.contains("assign")
              ? "address " + host + " is not one of this machine's; pass one that is"
              : message.contains("ermission")
                  ? "port " + port + " may not be opened by this user; " + remedy
                  : "port " + port + " is taken on " + host + "; " + remedy,
          e);
    } catch (IOException e) {
      throw new BrokerFailure(
          "port " + port + " cannot be opened on " + host + ": " + e.getMessage(), e);
    }
  }
}
