package dev.likeness.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class HttpProtocolTest {
  private static final int BETWEEN_BYTES_MILLIS = 20;
  private static final Duration SOON = Duration.ofMillis(500);

  /** No thread is kept from a core for as long between two pieces of a request. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private final Tomcat server = new Tomcat();

  @TempDir private Path directory;

  private void start(Duration longest) throws Exception {
    server.setBaseDir(directory.toString());
    server.addContext("", null);
    Connector connector = new Connector(new HttpProtocol(longest));
    connector.setPort(0);
    server.setConnector(connector);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    server.destroy();
  }

  private Socket connected() throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.getConnector().getLocalPort());
    socket.setSoTimeout(BETWEEN_BYTES_MILLIS);
    return socket;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether the server has closed the connection, after a moment. */
  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void shouldCloseAConnectionThatDripsHeaders() throws Exception {
    start(SOON);
    try (Socket socket = connected()) {
      // Given
      socket.getOutputStream().write(ascii("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: "));

      // When, Then
      dripUntilClosed(socket, 'x');
    }
  }

  @Test
  void shouldCloseAConnectionThatDripsBlankLines() throws Exception {
    start(SOON);
    try (Socket socket = connected()) {
      dripUntilClosed(socket, '\n');
    }
  }

  @Test
  void shouldCloseAConnectionThatDripsItsSecondRequest() throws Exception {
    start(SOON);
    try (Socket socket = connected()) {
      // Given
      socket.getOutputStream().write(ascii("GET / HTTP/1.1\r\nHost: localhost\r\n\r\nGET /"));
      readAnswer(socket);

      // When, Then
      dripUntilClosed(socket, 'x');
    }
  }

  @Test
  void shouldAnswerRequestsThatComeInPiecesHoweverOldTheConnectionIs() throws Exception {
    start(LATE);
    try (Socket socket = connected()) {
      for (int request = 0; request < 2; request++) {
        // When
        for (String piece : List.of("\r\nGET", " / HTTP/1.1\r\nHo", "st: localhost\r\n", "\r\n")) {
          socket.getOutputStream().write(ascii(piece));
          assertThat(piece.equals("\r\n") || !isClosed(socket)).isTrue();
        }

        // Then
        assertThat(readAnswer(socket)).startsWith("HTTP/1.1 404");
        for (int moment = 0; moment < LATE.toMillis() / BETWEEN_BYTES_MILLIS; moment++) {
          assertThat(isClosed(socket)).isFalse();
        }
      }
    }
  }

  /** Ends when the server closes the connection, and not before. */
  private static void dripUntilClosed(Socket socket, char drop) {
    try {
      while (!isClosed(socket)) {
        socket.getOutputStream().write(drop);
      }
    } catch (IOException closed) {
      assertThat(isClosed(socket)).isTrue();
    }
  }

  /** Up to the end of the body, whose length the answer says. */
  private static String readAnswer(Socket socket) throws IOException {
    socket.setSoTimeout(30_000);
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      answer.append((char) in.read());
    }
    String head = answer.toString();
    assertThat(head).containsIgnoringCase("content-length:");
    in.readNBytes(Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1")));
    socket.setSoTimeout(BETWEEN_BYTES_MILLIS);
    return head;
  }
}
