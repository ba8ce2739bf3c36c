package dev.likeness.e2e;

import dev.likeness.vision.ModelBundle;

/** The model that a Likeness has if it is told of no other. */
final class DefaultModel {
  static final String ID = ModelBundle.DEFAULT;

  /** How many components its embeddings have. */
  static final int DIMENSION = 512;

  private DefaultModel() {}
}
