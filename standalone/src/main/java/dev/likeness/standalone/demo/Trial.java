package dev.likeness.standalone.demo;

/**
 * What came of one probe.
 *
 * @param subject who it shows
 * @param own its similarity to the enrolled face of the same subject, cosine
 * @param other its highest similarity to any other subject, cosine
 * @param verified whether it was verified as its subject
 * @param found whether its subject, and nobody else, was found
 * @param verifyMillis the verification, as its caller sees it
 * @param findMillis the search, as its caller sees it
 */
public record Trial(
    String subject,
    double own,
    double other,
    boolean verified,
    boolean found,
    double verifyMillis,
    double findMillis) {
  /** Whether both answers were right. */
  public boolean right() {
    return verified && found;
  }
}
