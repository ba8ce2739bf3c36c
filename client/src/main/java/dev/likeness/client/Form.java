package dev.likeness.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A body of type multipart/form-data (RFC 7578), which the JDK's client does not know. Not for more
 * than one thread.
 */
final class Form {
  private static final String CRLF = "\r\n";

  private final String boundary = "likeness-" + UUID.randomUUID();
  private final List<BodyPublisher> parts = new ArrayList<>();

  void text(String name, String type, String value) {
    part("name=\"" + name + "\"", type + "; charset=utf-8");
    parts.add(BodyPublishers.ofString(value + CRLF));
  }

  /** A photo. Its file name is not sent: it may say who is on it, and nobody needs it. */
  void photo(String name, byte[] photo) {
    part("name=\"" + name + "\"; filename=\"photo\"", "application/octet-stream");
    parts.add(BodyPublishers.ofByteArray(photo));
    parts.add(BodyPublishers.ofString(CRLF));
  }

  private void part(String disposition, String type) {
    parts.add(
        BodyPublishers.ofString(
            "--"
                + boundary
                + CRLF
                + "Content-Disposition: form-data; "
                + disposition
                + CRLF
                + "Content-Type: "
                + type
                + CRLF
                + CRLF,
            StandardCharsets.UTF_8));
  }

  String type() {
    return "multipart/form-data; boundary=" + boundary;
  }

  BodyPublisher body() {
    List<BodyPublisher> all = new ArrayList<>(parts);
    all.add(BodyPublishers.ofString("--" + boundary + "--" + CRLF));
    return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
  }
}
