package dev.likeness.embed.poison;

/** How a trial ended. */
sealed interface TrialResult {
  /** The photo did no harm. */
  record Survived() implements TrialResult {}

  /**
   * It did, or there could be no trial.
   *
   * @param how the rest of a sentence that begins with "a trial in a process of its own"
   */
  record Failed(String how) implements TrialResult {}

  /** The trial was told to stop, which says nothing about the photo. */
  record Stopped() implements TrialResult {}
}
