package dev.likeness.index;

final class FourBitIndexTest extends FaceIndexTestCase {
  @Override
  IndexSettings settings() {
    return new IndexSettings("m", 128, 0, 128, Precision.FOUR_BIT);
  }

  @Override
  double recall() {
    return 0.95;
  }
}
