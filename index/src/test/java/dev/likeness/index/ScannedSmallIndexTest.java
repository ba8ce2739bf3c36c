package dev.likeness.index;

final class ScannedSmallIndexTest extends FaceIndexTestCase {
  @Override
  IndexSettings settings() {
    return new IndexSettings("m", 8, 10_000, 128);
  }

  @Override
  double recall() {
    return 1.0;
  }
}
