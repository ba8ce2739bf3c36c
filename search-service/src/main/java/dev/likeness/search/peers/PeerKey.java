package dev.likeness.search.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What instances of one cluster show each other.
 *
 * @param text empty where none is needed
 */
record PeerKey(String text) {
  static final String HEADER = "x-likeness-peer";

  private static final int SHORTEST = 32;

  /**
   * Reads it from a file.
   *
   * @param file null where none is needed
   * @throws IllegalArgumentException if it cannot be read, or is too short to be one
   */
  static PeerKey of(@Nullable Path file) {
    if (file == null) {
      return new PeerKey("");
    }
    try {
      String text = Files.readString(file).strip();
      if (text.length() < SHORTEST || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
        throw new IllegalArgumentException(
            "likeness.search.peer-key-file is "
                + file
                + ", expected at least "
                + SHORTEST
                + " printable characters, such as: openssl rand -hex 32");
      }
      return new PeerKey(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "likeness.search.peer-key-file is " + file + ", which cannot be read", e);
    }
  }

  boolean isGiven() {
    return !text.isEmpty();
  }

  /** Whether another instance has shown it; takes as long for a wrong one as for the right one. */
  boolean isShownBy(@Nullable String header) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8),
        (header == null ? "" : header).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return isGiven() ? "a key" : "no key";
  }
}
