package dev.likeness.index;

final class OneBitIndexTest extends FaceIndexTestCase {
  @Override
  IndexSettings settings() {
    return new IndexSettings("m", 512, 0, 128, Precision.ONE_BIT);
  }

  @Override
  double recall() {
    return 0.8;
  }
}
