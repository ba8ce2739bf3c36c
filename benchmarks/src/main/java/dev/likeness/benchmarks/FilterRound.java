package dev.likeness.benchmarks;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Metadata;
import dev.likeness.index.IndexSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finding among some of the faces of an index: those with an attribute, and those of a gallery that
 * shares the index with others. Subjects have an attribute or none, and lie in one gallery whole.
 */
final class FilterRound implements Round {
  private static final String MODEL = "synthetic";
  private static final int MOST_FACES = 200_000;

  /** One subject in so many has the attribute. */
  private static final List<Integer> ONE_IN = List.of(2, 20, 200);

  private static final int SMALLEST_GALLERY = 10;

  /** An index, what it holds, and what is asked of it. */
  private record Asked(Plan plan, Report report, SyntheticFaces faces, IndexUnderTest index) {}

  private interface Questions {
    void ask(Asked asked) throws Exception;
  }

  @Override
  public void run(Plan plan, Report report) throws Exception {
    int faces = Math.min(MOST_FACES, plan.faces().getLast());
    for (int dimension : plan.dimensions()) {
      SyntheticFaces set = new SyntheticFaces(faces, dimension, plan.seed(), List.of());
      with(
          plan,
          report,
          set,
          set::key,
          face -> attributes(set.subject(face)),
          asked -> {
            for (int oneIn : ONE_IN) {
              row(
                  asked,
                  "filtered search p50",
                  face -> set.subject(face) % oneIn == 0,
                  SyntheticFaces.GALLERY,
                  attribute(oneIn),
                  Row.with("selectivity", 1.0 / oneIn));
            }
          });
      with(
          plan,
          report,
          set,
          face -> inGallery(set, face),
          _ -> Metadata.NONE,
          asked -> {
            for (int size = SMALLEST_GALLERY; size <= faces / 2; size *= 10) {
              String gallery = "of-" + size;
              row(
                  asked,
                  "search p50 in one gallery of several",
                  face -> gallery(set.subject(face)).equals(gallery),
                  gallery,
                  Map.of(),
                  Row.with("gallery faces", size));
            }
          });
    }
  }

  private static void with(
      Plan plan,
      Report report,
      SyntheticFaces set,
      IntFunction<FaceKey> keys,
      IntFunction<Metadata> metadata,
      Questions questions)
      throws Exception {
    report.note("indexing " + set.size() + " × " + set.dimension() + " to search some of them");
    Path directory = plan.scratch().resolve("filter");
    IndexSettings settings = IndexSettings.of(MODEL, set.dimension());
    try (IndexUnderTest index = new IndexUnderTest(directory, settings)) {
      index.build(set, Plan.cores(), keys, metadata);
      index.settle();
      questions.ask(new Asked(plan, report, set, index));
    }
    Scratch.delete(directory);
  }

  private static void row(
      Asked asked,
      String name,
      IntPredicate kept,
      String gallery,
      Map<String, String> attributes,
      Map<String, Object> parameters)
      throws Exception {
    SyntheticFaces set = asked.faces();
    int[] subjects = subjects(set, kept);
    List<float[]> probes = new ArrayList<>();
    for (int i = 0; i < asked.plan().queries(); i++) {
      probes.add(set.probe(subjects[(int) (i * 7919L % subjects.length)], i));
    }
    ExactNeighbours exact = new ExactNeighbours(set, probes, Plan.K);
    for (int face = 0; face < set.size(); face++) {
      if (kept.test(face)) {
        exact.see(face, set.vector(face));
      }
    }
    Recall recall = new Recall();
    for (int i = 0; i < probes.size(); i++) {
      List<FaceKey> found = asked.index().nearest(probes.get(i), gallery, attributes);
      recall.add(
          exact.of(i),
          found.stream()
              .map(key -> new FaceKey(SyntheticFaces.GALLERY, key.subject(), key.face()))
              .toList());
    }
    Load.Call search =
        i -> asked.index().nearest(probes.get(i % probes.size()), gallery, attributes);
    Load.closed(1, probes.size(), search);
    Latency latency = Load.closed(1, 2 * probes.size(), search).latency();
    Map<String, Object> all = Row.with("faces", set.size(), "dimension", set.dimension());
    all.putAll(parameters);
    all.putAll(
        Row.with(
            "k", Plan.K,
            "callers", 1,
            "probes", probes.size(),
            "segments", asked.index().segments(),
            "p99 ms", latency.p99(),
            "recall@1", recall.atOne(),
            "recall@10", recall.atTen()));
    asked.report().add(Row.figure(name, latency.p50(), "ms", all));
    asked
        .report()
        .add(
            Row.atLeast(
                name.replace("p50", "recall@10"), recall.atTen(), Plan.RECALL_AT_10, "", all));
  }

  private static int[] subjects(SyntheticFaces set, IntPredicate kept) {
    return IntStream.range(0, set.size()).filter(kept).map(set::subject).distinct().toArray();
  }

  private static Metadata attributes(int subject) {
    Map<String, String> attributes = new HashMap<>();
    for (int oneIn : ONE_IN) {
      if (subject % oneIn == 0) {
        attributes.putAll(attribute(oneIn));
      }
    }
    return attributes.isEmpty() ? Metadata.NONE : new Metadata("{}", attributes);
  }

  private static Map<String, String> attribute(int oneIn) {
    return Map.of("one-in-" + oneIn, "yes");
  }

  private static FaceKey inGallery(SyntheticFaces set, int face) {
    FaceKey key = set.key(face);
    return new FaceKey(gallery(set.subject(face)), key.subject(), key.face());
  }

  /** Galleries of about 10, 100, 1,000… faces; who is left is in one of its own. */
  private static String gallery(int subject) {
    long first = 0;
    for (long size = SMALLEST_GALLERY; size < MOST_FACES; size *= 10) {
      if ((subject + 1L) * SyntheticFaces.PER_SUBJECT <= first + size + 2) {
        return "of-" + size;
      }
      first += size;
    }
    return "rest";
  }
}
