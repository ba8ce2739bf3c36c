package dev.likeness.vision;

/**
 * A file of a bundle and what it must hold.
 *
 * @param name without a directory
 * @param bytes its length
 * @param sha256 64 lower-case hex digits
 */
public record SealedFile(String name, long bytes, String sha256) {
  public SealedFile {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new IllegalArgumentException(
          "name is '" + name + "', expected a plain file name without a directory");
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("bytes is " + bytes + ", expected 1 or more");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "sha256 is '" + sha256 + "', expected 64 lower-case hex digits");
    }
  }
}
