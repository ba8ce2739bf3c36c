package dev.likeness.index;

final class ScannedIndexTest extends FaceIndexTestCase {
  @Override
  IndexSettings settings() {
    return new IndexSettings("m", 128, 10_000, 128);
  }

  @Override
  double recall() {
    return 1.0;
  }
}
