package dev.likeness.benchmarks;

import dev.likeness.faces.Metadata;
import dev.likeness.index.IndexSettings;
import dev.likeness.vision.FaceSelection;
import dev.likeness.vision.FacesFound;
import dev.likeness.vision.StageTimings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The stages of a find, one thread, each against what its net or Lucene takes alone. Deciding and
 * picture work around a net count as the stage's.
 */
final class StagesRound implements Round {
  private static final double OVER_NET = 1.5;

  private enum Stage {
    DECODE,
    DETECT,
    LANDMARKS,
    ALIGN,
    EMBED;

    long nanos(StageTimings timings) {
      return switch (this) {
        case DECODE -> timings.decodeNanos();
        case DETECT -> timings.detectNanos();
        case LANDMARKS -> timings.landmarkNanos();
        case ALIGN -> timings.alignNanos();
        case EMBED -> timings.embedNanos();
      };
    }
  }

  /**
   * The least a stage's net has to do for a clear photo of one face.
   *
   * @param bundle that it is in
   * @param side of the net's input
   * @param batch pictures a run
   * @param floats whether it takes floats and not bytes
   * @param runs a photo
   */
  private record Bare(String bundle, String net, int side, int batch, boolean floats, int runs) {}

  private static final Map<Stage, Bare> BARE =
      Map.of(
          Stage.DETECT, new Bare("detection", "detector", 192, 1, false, 1),
          Stage.LANDMARKS, new Bare("detection", "landmarks", 112, 1, false, 2),
          Stage.EMBED, new Bare(Plan.MODEL, "recognition", 112, 1, true, 2));

  @Override
  public void run(Plan plan, Report report) throws Exception {
    report.note("timing the stages of a find");
    try (Portfolio photos = new Portfolio(ServedModel.standard())) {
      stages(plan, report, photos);
    }
    search(plan, report);
  }

  private static void stages(Plan plan, Report report, Portfolio photos) throws Exception {
    List<byte[]> all = photos.photos(0, plan.queries());
    Map<Stage, Latency> took = new EnumMap<>(Stage.class);
    for (int i = 0; i < 2 * all.size(); i++) {
      if (photos.engine().probe(all.get(i % all.size()), FaceSelection.LARGEST)
              instanceof FacesFound found
          && i >= all.size()) {
        for (Stage stage : Stage.values()) {
          took.computeIfAbsent(stage, _ -> new Latency()).record(stage.nanos(found.timings()));
        }
      }
    }
    for (Map.Entry<Stage, Latency> one : took.entrySet()) {
      String name = "stage " + one.getKey().name().toLowerCase(Locale.ROOT);
      double p50 = one.getValue().p50();
      Map<String, Object> parameters =
          Row.with(
              "photos",
              all.size(),
              "pixels",
              "512 × 512",
              "callers",
              1,
              "p50 ms",
              p50,
              "p99 ms",
              one.getValue().p99());
      Bare bare = BARE.get(one.getKey());
      if (bare == null) {
        report.add(Row.figure(name + " p50", p50, "ms", parameters));
      } else {
        double limit =
            BareNet.p50(
                bare.bundle(),
                bare.net(),
                bare.side(),
                bare.batch(),
                bare.floats(),
                plan.queries());
        parameters.putAll(
            Row.with(
                "bare onnxruntime p50 ms", limit * bare.runs(),
                "net", bare.net(),
                "input", bare.side() + "²",
                "batch", bare.batch(),
                "runs", bare.runs()));
        report.add(
            Row.atMost(
                name + " p50 over bare net", p50 / limit / bare.runs(), OVER_NET, "×", parameters));
      }
    }
  }

  private static void search(Plan plan, Report report) throws Exception {
    int faces = plan.faces().getFirst();
    for (int dimension : plan.dimensions()) {
      SyntheticFaces set = new SyntheticFaces(faces, dimension, plan.seed(), List.of());
      IndexSettings settings = IndexSettings.of("synthetic", dimension);
      Path directory = plan.scratch().resolve("stages");
      double bare =
          BareLucene.search(
              directory.resolve("bare"), set, settings, settings.numCandidates(), plan.queries());
      try (IndexUnderTest index = new IndexUnderTest(directory.resolve("own"), settings)) {
        index.build(set, Plan.cores(), set::key, _ -> Metadata.NONE);
        index.settle();
        Load.Call search =
            i -> index.nearest(set.probe(i % set.subjects(), i), SyntheticFaces.GALLERY, Map.of());
        Load.closed(1, plan.queries(), search);
        double own = Load.closed(1, plan.queries(), search).latency().p50();
        report.add(
            Row.figure(
                "stage search p50 over bare Lucene",
                own / bare,
                "×",
                Row.with(
                    "faces",
                    faces,
                    "dimension",
                    dimension,
                    "k",
                    Plan.K,
                    "numCandidates",
                    settings.numCandidates(),
                    "parts",
                    Plan.PARTITIONS,
                    "precision",
                    settings.precision(),
                    "p50 ms",
                    own,
                    "bare, one part and one segment, p50 ms",
                    bare)));
      }
      Scratch.delete(directory);
    }
  }
}
