package dev.likeness.topics;

import dev.likeness.faces.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller sends: the public id of an {@link AccessKey} and its secret, written {@code
 * lk_ID_SECRET}. The secret is 256 random bits, so a plain digest of it keeps it: a slow one
 * protects passwords, which can be guessed.
 *
 * @param id 16 hex digits
 * @param secret 43 characters of URL-safe base64
 */
public record AccessToken(String id, String secret) {
  private static final Pattern FORM = Pattern.compile("lk_([0-9a-f]{16})_([A-Za-z0-9_-]{43})");
  private static final int ID_BYTES = 8;
  private static final int SECRET_BYTES = 32;

  /** A new one that nobody knows. */
  static AccessToken random(SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(id);
    random.nextBytes(secret);
    return new AccessToken(
        HexFormat.of().formatHex(id),
        Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** Reads {@link #text}; empty if it is none. */
  public static Optional<AccessToken> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new AccessToken(form.group(1), form.group(2)))
        : Optional.empty();
  }

  /** What is sent. */
  public String text() {
    return "lk_" + id + "_" + secret;
  }

  byte[] digest(byte[] salt) {
    return Sha256.of(salt, secret.getBytes(StandardCharsets.US_ASCII));
  }

  /** Without the secret: it must not come into a log. */
  @Override
  public String toString() {
    return "lk_" + id + "_…";
  }
}
