package dev.likeness.benchmarks;

import dev.likeness.faces.FaceKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.lucene.util.VectorUtil;

/** The nearest subjects of many probes by comparing every probe with every face, in one pass. */
final class ExactNeighbours {
  private record Seen(int face, float cosine) {}

  private final SyntheticFaces faces;
  private final List<float[]> probes;
  private final int wanted;
  private final List<PriorityQueue<Seen>> nearest = new ArrayList<>();

  /**
   * @param k subjects a probe
   */
  ExactNeighbours(SyntheticFaces faces, List<float[]> probes, int k) {
    this.faces = faces;
    this.probes = probes;
    this.wanted = k;
    probes.forEach(_ -> nearest.add(new PriorityQueue<>(Comparator.comparingDouble(Seen::cosine))));
  }

  /** Compares one face with every probe. For one thread. */
  void see(int face, float[] vector) {
    int kept = wanted * SyntheticFaces.PER_SUBJECT;
    for (int i = 0; i < nearest.size(); i++) {
      PriorityQueue<Seen> best = nearest.get(i);
      float cosine = VectorUtil.dotProduct(probes.get(i), vector);
      if (best.size() < kept) {
        best.add(new Seen(face, cosine));
      } else if (cosine > best.element().cosine()) {
        best.remove();
        best.add(new Seen(face, cosine));
      }
    }
  }

  /** The best face of each of the k nearest subjects, most similar first. */
  List<FaceKey> of(int probe) {
    Set<Integer> subjects = new HashSet<>();
    return nearest.get(probe).stream()
        .sorted(Comparator.comparingDouble(Seen::cosine).reversed())
        .filter(seen -> subjects.add(faces.subject(seen.face())))
        .limit(wanted)
        .map(seen -> faces.key(seen.face()))
        .toList();
  }
}
