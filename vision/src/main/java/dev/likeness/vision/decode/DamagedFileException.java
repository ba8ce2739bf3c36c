package dev.likeness.vision.decode;

/** A header that contradicts itself or ends early. Never leaves this package. */
final class DamagedFileException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedFileException(String detail) {
    super(detail);
  }
}
