package dev.likeness.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bytes to a port and back, as no client would send them. */
final class RawHttp {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
  private static final int TELLING = 300;

  private RawHttp() {}

  /**
   * What came back.
   *
   * @param status 0 if nothing did
   */
  record Reply(int status, String head, String body) {
    /** The status and the code, after making sure that it is a problem. */
    String code() {
      if (!head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json")) {
        return status + " no problem: " + body.substring(0, Math.min(TELLING, body.length()));
      }
      JsonNode problem = JsonMapper.shared().readTree(body);
      return status + " " + problem.path("code").asString();
    }
  }

  /** A request of one line and some headers, without a body. */
  static byte[] request(String method, String target, String... headers) {
    return bytes(head(method + " " + target + " HTTP/1.1", headers));
  }

  /** A request with a body. */
  static byte[] post(String target, String type, byte[] body, String... headers) {
    return post(target, type, body.length, body, headers);
  }

  /** A request whose body is not as long as it says. */
  static byte[] post(String target, String type, long length, byte[] body, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type: " + type;
    all[1] = "Content-Length: " + length;
    System.arraycopy(headers, 0, all, 2, headers.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(head("POST " + target + " HTTP/1.1", all)));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static String head(String first, String... headers) {
    return first
        + "\r\nHost: localhost\r\nConnection: close\r\n"
        + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
        + "\r\n";
  }

  /** Each character one byte. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sends bytes, ends the sending side, and reads until the other side ends as well. */
  static Reply send(URI to, byte[] request) {
    try (Socket socket = new Socket(to.getHost(), to.getPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      try {
        OutputStream out = socket.getOutputStream();
        out.write(request);
        out.flush();
        socket.shutdownOutput();
      } catch (IOException e) {
        // It need not be read to its end to be answered.
      }
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads until the other side ends. */
  static Reply read(InputStream in) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      in.transferTo(received);
    } catch (IOException e) {
      // What came before counts.
    }
    String text = received.toString(StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 4);
    if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
      body = body.replaceAll("(?m)^[0-9a-f]+$", "").strip();
    }
    Matcher status = STATUS.matcher(head);
    return new Reply(status.find() ? Integer.parseInt(status.group(1)) : 0, head, body);
  }
}
