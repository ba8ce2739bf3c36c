package dev.likeness.standalone.demo;

import java.util.List;

/**
 * Everything the demo saw.
 *
 * @param enrolled how many subjects were enrolled
 * @param enrollMillis the median time from sending a photo to its embedding
 * @param refused why some faces of the photos were not enrolled, a sentence each
 * @param verifying how verifications were decided
 * @param finding how searches were decided
 * @param trials one for each probe
 * @param strangerUnknown whether somebody never enrolled was answered with "unknown"
 * @param strangerNearest the stranger's highest similarity to any subject, cosine
 * @param forgottenGone whether a subject was unfindable as soon as it was forgotten
 */
public record DemoResult(
    int enrolled,
    double enrollMillis,
    List<String> refused,
    Decided verifying,
    Decided finding,
    List<Trial> trials,
    boolean strangerUnknown,
    double strangerNearest,
    boolean forgottenGone) {
  public DemoResult {
    refused = List.copyOf(refused);
    trials = List.copyOf(trials);
  }

  /** Whether every answer was right. */
  public boolean right() {
    return !trials.isEmpty()
        && trials.stream().allMatch(Trial::right)
        && strangerUnknown
        && forgottenGone;
  }
}
