package dev.likeness.models.facenet;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the net: branches that all see what came in, and what becomes of their answers.
 *
 * @param name of the block
 * @param branches convolutions one after the other
 * @param tail what becomes of the branches' answers
 */
record Block(String name, List<List<Convolution>> branches, Tail tail) {
  /** What becomes of the branches' answers. */
  sealed interface Tail {}

  /** The only branch's answer is the block's. */
  record Plain() implements Tail {}

  /** The only branch's answer is pooled: the largest of 3 × 3, every second one. */
  record Pooled() implements Tail {}

  /** The answers and the pooled input are laid one behind the other. */
  record Reduction() implements Tail {}

  /**
   * The answers, one behind the other, are brought back to the input's channels, scaled and added
   * to the input.
   *
   * @param up has a bias; nothing follows it
   * @param scale of what is added
   * @param rectified whether a rectifier follows
   */
  record Residual(Convolution up, float scale, boolean rectified) implements Tail {}

  Block {
    branches = branches.stream().map(List::copyOf).toList();
  }

  /**
   * The layers with weights as Keras orders them: those further from the net's output first, and
   * among those of equal distance the one that was made first.
   */
  List<KerasLayer> layers() {
    List<KerasLayer> layers = new ArrayList<>();
    int longest = branches.stream().mapToInt(List::size).max().orElse(0);
    for (int remaining = longest; remaining > 0; remaining--) {
      List<Convolution> column = new ArrayList<>();
      for (List<Convolution> branch : branches) {
        if (branch.size() >= remaining) {
          column.add(branch.get(branch.size() - remaining));
        }
      }
      column.forEach(one -> layers.add(one.layer()));
      column.forEach(one -> layers.add(one.normalization()));
    }
    if (tail instanceof Residual residual) {
      layers.add(residual.up().layer());
    }
    return layers;
  }
}
