package dev.likeness.vision;

/** Which faces of a probe photo are asked for. */
public enum FaceSelection {
  /** The only one; a photo with another of similar size is refused, as for enrolling. */
  ONLY,
  /** The one with the largest box. */
  LARGEST,
  /** Every face, largest first. Looks for small ones too. */
  ALL
}
