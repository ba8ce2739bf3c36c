package dev.likeness.search.store;

/**
 * The lowest cosine of interest, which may depend on how many faces a search goes through: the more
 * there are, the more are alike by chance. It must not fall where their number rises.
 */
@FunctionalInterface
public interface Cutoff {
  /**
   * The lowest cosine of interest among so many faces.
   *
   * @param faces at least 0
   * @return in [-1, 1]
   */
  float among(long faces);
}
