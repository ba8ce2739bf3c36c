package dev.likeness.index;

final class FloatGraphIndexTest extends FaceIndexTestCase {
  @Override
  IndexSettings settings() {
    return new IndexSettings("m", 128, 0, 128, Precision.FLOAT);
  }

  @Override
  double recall() {
    return 0.97;
  }
}
