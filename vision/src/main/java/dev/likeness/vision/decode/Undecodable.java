package dev.likeness.vision.decode;

import dev.likeness.faces.Reason;

/**
 * A file without usable pixels.
 *
 * @param reason {@code NOT_AN_IMAGE}, {@code UNSUPPORTED_FORMAT} or {@code TOO_LARGE}
 * @param detail one sentence with the numbers
 */
public record Undecodable(Reason reason, String detail) implements Decoded {
  static Undecodable notAnImage(String detail) {
    return new Undecodable(Reason.NOT_AN_IMAGE, detail);
  }
}
