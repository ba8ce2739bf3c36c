package dev.likeness.benchmarks;

import dev.likeness.faces.FaceKey;
import java.util.List;

/** How many of the nearest were found, over many probes. */
final class Recall {
  private int probes;
  private int first;
  private double share;

  /**
   * Counts one probe.
   *
   * @param exact the truly nearest, most similar first
   * @param found what a search answered, most similar first
   */
  void add(List<FaceKey> exact, List<FaceKey> found) {
    probes++;
    first += !found.isEmpty() && exact.getFirst().equals(found.getFirst()) ? 1 : 0;
    share += (double) exact.stream().filter(found::contains).count() / exact.size();
  }

  int probes() {
    return probes;
  }

  /** The share of probes whose nearest face came first. */
  double atOne() {
    return (double) first / probes;
  }

  /** The mean share of the nearest that were found. */
  double atTen() {
    return share / probes;
  }
}
