package dev.likeness.e2e;

/** The model that a Likeness has if it is told of no other. */
final class DefaultModel {
  static final String ID = "dlib-resnet-128";

  /** How many components its embeddings have. */
  static final int DIMENSION = 128;

  private DefaultModel() {}
}
