package dev.likeness.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A body of type multipart/form-data (RFC 7578). Not for more than one thread. */
final class Multipart {
  private static final String CRLF = "\r\n";

  private final String boundary = "likeness-" + UUID.randomUUID();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  Multipart text(String name, String value) {
    part("name=\"" + name + "\"", "text/plain; charset=utf-8", bytes(value));
    return this;
  }

  /** A photo. Its file name is not sent: it may say who is on it, and nobody needs it. */
  Multipart photo(String name, byte[] photo) {
    part("name=\"" + name + "\"; filename=\"photo\"", "application/octet-stream", photo);
    return this;
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  byte[] finish() {
    body.writeBytes(bytes("--" + boundary + "--" + CRLF));
    return body.toByteArray();
  }

  private void part(String disposition, String type, byte[] content) {
    body.writeBytes(
        bytes(
            "--"
                + boundary
                + CRLF
                + "Content-Disposition: form-data; "
                + disposition
                + CRLF
                + "Content-Type: "
                + type
                + CRLF
                + CRLF));
    body.writeBytes(content);
    body.writeBytes(bytes(CRLF));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
