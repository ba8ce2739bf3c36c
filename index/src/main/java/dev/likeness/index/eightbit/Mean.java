package dev.likeness.index.eightbit;

/** The mean of vectors, component by component; zero if there are none. */
final class Mean {
  private final float[] sums;
  private int vectors;

  Mean(int dimension) {
    sums = new float[dimension];
  }

  void add(float[] vector) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += vector[i];
    }
    vectors++;
  }

  float[] get() {
    float[] mean = sums.clone();
    for (int i = 0; i < mean.length && vectors > 0; i++) {
      mean[i] /= vectors;
    }
    return mean;
  }
}
