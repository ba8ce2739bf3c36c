package dev.likeness.index;

final class GraphIndexTest extends FaceIndexTestCase {
  @Override
  IndexSettings settings() {
    return new IndexSettings("m", 128, 0, 128);
  }

  @Override
  double recall() {
    return 0.97;
  }
}
