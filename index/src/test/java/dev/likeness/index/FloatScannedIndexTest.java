package dev.likeness.index;

final class FloatScannedIndexTest extends FaceIndexTestCase {
  @Override
  IndexSettings settings() {
    return new IndexSettings("m", 128, 10_000, 128, Precision.FLOAT);
  }

  @Override
  double recall() {
    return 1.0;
  }
}
