package dev.likeness.index;

final class GraphWideIndexTest extends FaceIndexTestCase {
  @Override
  IndexSettings settings() {
    return new IndexSettings("m", 512, 0, 128);
  }

  @Override
  double recall() {
    return 0.97;
  }
}
