package dev.likeness.vision;

/** Which faces of a probe photo are asked for. */
public enum FaceSelection {
  /** The one with the largest box. */
  LARGEST,
  /** Every face, largest first. Always runs the thorough detector. */
  ALL
}
