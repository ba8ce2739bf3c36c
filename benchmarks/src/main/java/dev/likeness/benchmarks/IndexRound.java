package dev.likeness.benchmarks;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Metadata;
import dev.likeness.index.IndexSettings;
import dev.likeness.index.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The index alone, by number of faces, dimension and precision: how fast it builds and finds, what
 * it misses and what it occupies.
 */
final class IndexRound implements Round {
  private static final int FACES_A_PROBE = 10;
  private static final String MODEL = "synthetic";
  private static final double OF_FLOAT_BYTES = 0.35;
  private static final double OF_FLOAT_RECALL = 0.001;
  private static final List<Integer> NUM_CANDIDATES = List.of(32, 64, 256, 512);

  /** The faces, the probes and what is truly nearest to each. */
  private record Set(SyntheticFaces faces, List<float[]> probes, ExactNeighbours exact) {
    int size() {
      return faces.size();
    }

    int dimension() {
      return faces.dimension();
    }

    Map<String, Object> with(Object... namesAndValues) {
      Map<String, Object> parameters =
          Row.with("faces", size(), "dimension", dimension(), "parts", Plan.PARTITIONS);
      parameters.putAll(Row.with(namesAndValues));
      return parameters;
    }
  }

  @Override
  public void run(Plan plan, Report report) throws Exception {
    for (int dimension : plan.dimensions()) {
      for (int faces : plan.faces()) {
        report.note("comparing the probes with all of " + faces + " × " + dimension);
        Set set = set(new SyntheticFaces(faces, dimension, plan.seed(), List.of()), plan.queries());
        IndexSettings chosen = IndexSettings.of(MODEL, dimension);
        Map<Precision, Recall> recalls = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.values()) {
          recalls.put(precision, precision(plan, report, set, chosen, precision));
        }
        Recall exactVectors = recalls.getOrDefault(Precision.FLOAT, new Recall());
        Recall coarse = recalls.getOrDefault(chosen.precision(), new Recall());
        report.add(
            Row.atMost(
                "search recall@1 lost to precision",
                exactVectors.atOne() - coarse.atOne(),
                OF_FLOAT_RECALL,
                "",
                set.with("precision", chosen.precision())));
      }
    }
  }

  private static Set set(SyntheticFaces faces, int queries) {
    List<float[]> probes = new ArrayList<>();
    for (int i = 0; i < queries; i++) {
      probes.add(faces.probe((int) (i * 7919L % faces.subjects()), i));
    }
    ExactNeighbours exact = new ExactNeighbours(faces, probes, Plan.K);
    for (int i = 0; i < faces.size(); i++) {
      exact.see(i, faces.vector(i));
    }
    return new Set(faces, probes, exact);
  }

  private static Recall precision(
      Plan plan, Report report, Set set, IndexSettings chosen, Precision precision)
      throws Exception {
    report.note("indexing and searching them, " + precision);
    Path directory = plan.scratch().resolve("index");
    IndexSettings settings = settings(chosen, chosen.numCandidates(), precision);
    build(report, set, directory, settings);
    Recall recall;
    try (IndexUnderTest index = new IndexUnderTest(directory, settings)) {
      recall = search(report, set, index, settings, precision == chosen.precision());
      occupied(report, set, index, settings, precision == chosen.precision());
    }
    for (int numCandidates :
        precision == chosen.precision() ? NUM_CANDIDATES : List.<Integer>of()) {
      IndexSettings other = settings(chosen, numCandidates, precision);
      try (IndexUnderTest index = new IndexUnderTest(directory, other)) {
        search(report, set, index, other, false);
      }
    }
    Scratch.delete(directory);
    return recall;
  }

  private static IndexSettings settings(
      IndexSettings chosen, int numCandidates, Precision precision) {
    return new IndexSettings(
        chosen.model(), chosen.dimension(), chosen.exactUpTo(), numCandidates, precision);
  }

  private static void build(Report report, Set set, Path directory, IndexSettings settings)
      throws Exception {
    try (IndexUnderTest index = new IndexUnderTest(directory, settings)) {
      long start = System.nanoTime();
      double findable =
          index.build(set.faces(), Plan.cores(), set.faces()::key, _ -> Metadata.NONE);
      index.settle();
      report.add(
          Row.figure(
              "index build",
              findable,
              "faces/s",
              set.with(
                  "precision",
                  settings.precision(),
                  "threads",
                  Plan.cores(),
                  "with merges/s",
                  set.size() * 1e9 / (System.nanoTime() - start))));
    }
  }

  private static Recall search(
      Report report, Set set, IndexUnderTest index, IndexSettings settings, boolean chosen)
      throws Exception {
    Recall recall = new Recall();
    for (int i = 0; i < set.probes().size(); i++) {
      recall.add(
          set.exact().of(i), index.nearest(set.probes().get(i), SyntheticFaces.GALLERY, Map.of()));
    }
    Load.Call search =
        i ->
            index.nearest(
                set.probes().get(i % set.probes().size()), SyntheticFaces.GALLERY, Map.of());
    Load.closed(1, 2 * set.probes().size(), search);
    Latency latency = Load.closed(1, 3 * set.probes().size(), search).latency();
    Map<String, Object> parameters =
        set.with(
            "precision", settings.precision(),
            "numCandidates", settings.numCandidates(),
            "k", Plan.K,
            "callers", 1,
            "segments", index.segments(),
            "p99 ms", latency.p99(),
            "recall@1", recall.atOne(),
            "recall@10", recall.atTen());
    report.add(Row.figure("search p50", latency.p50(), "ms", parameters));
    if (chosen) {
      report.add(Row.atLeast("search recall@1", recall.atOne(), Plan.RECALL_AT_1, "", parameters));
      report.add(
          Row.atLeast("search recall@10", recall.atTen(), Plan.RECALL_AT_10, "", parameters));
      report.add(
          Row.figure("faces found first by their own vector", found(set, index), "", parameters));
    }
    return recall;
  }

  /**
   * Of many faces, the share. Recall says little of a face that is never found: there are others.
   */
  private static double found(Set set, IndexUnderTest index) {
    int asked = FACES_A_PROBE * set.probes().size();
    int found = 0;
    for (int i = 0; i < asked; i++) {
      int face = (int) (i * 7919L % set.size());
      List<FaceKey> nearest =
          index.nearest(set.faces().vector(face), SyntheticFaces.GALLERY, Map.of());
      found += nearest.getFirst().equals(set.faces().key(face)) ? 1 : 0;
    }
    return (double) found / asked;
  }

  private static void occupied(
      Report report, Set set, IndexUnderTest index, IndexSettings settings, boolean chosen)
      throws IOException {
    double full = (double) set.size() * set.dimension() * Float.BYTES;
    String compared = settings.precision() == Precision.FLOAT ? ".vec" : ".veq";
    Map<String, Object> parameters =
        set.with(
            "precision",
            settings.precision(),
            "bytes/face on disk",
            index.bytesOnDisk("") / set.size(),
            "graph bytes/face",
            index.bytesOnDisk(".vex") / set.size(),
            "mapped and touched bytes/face",
            index.bytesResident(".vec", ".veq", ".vex") / set.size());
    double share = index.bytesOnDisk(compared) / full;
    report.add(
        chosen
            ? Row.atMost("vectors compared, of float32", share, OF_FLOAT_BYTES, "×", parameters)
            : Row.figure("vectors compared, of float32", share, "×", parameters));
  }
}
