package dev.likeness.benchmarks;

import dev.likeness.evaluation.Estimate;
import dev.likeness.evaluation.Evaluation;
import dev.likeness.evaluation.Evaluation.Gallery;
import dev.likeness.evaluation.Evaluation.OperatingPoint;
import dev.likeness.evaluation.Evaluator;
import dev.likeness.evaluation.photos.Gathered;
import dev.likeness.evaluation.photos.Gathering;
import dev.likeness.evaluation.photos.LabelledPhoto;
import dev.likeness.evaluation.photos.PhotoFolder;
import dev.likeness.evaluation.photos.SeenFile;
import dev.likeness.vision.EngineSettings;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.ModelBundle;
import dev.likeness.vision.ModelStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Error rates of every installed model on labelled photos, and what a face costs with it. One row a
 * figure and model, figure by figure.
 */
final class AccuracyRound implements Round {
  private static final long SEED = 1;

  @Override
  public void run(Plan plan, Report report) throws Exception {
    List<LabelledPhoto> photos = PhotoFolder.of(Objects.requireNonNull(plan.labelled()));
    Map<String, List<Row>> byFigure = new LinkedHashMap<>();
    ModelStore store = new ModelStore(plan.models());
    for (ModelStore.Installed installed : store.list()) {
      installed
          .problem()
          .ifPresent(problem -> report.note(installed.id() + " is left out: " + problem));
      if (installed.problem().isPresent()) {
        continue;
      }
      ModelBundle bundle = store.find(installed.id());
      report.note("measuring " + bundle.card().id() + " on " + photos.size() + " photos");
      for (Row row : rows(bundle, photos, plan, report)) {
        byFigure.computeIfAbsent(row.name(), _ -> new ArrayList<>()).add(row);
      }
    }
    byFigure.values().forEach(rows -> rows.forEach(report::add));
  }

  private static List<Row> rows(
      ModelBundle bundle, List<LabelledPhoto> photos, Plan plan, Report report)
      throws IOException, InterruptedException {
    String model = bundle.card().id();
    try (FaceEngine engine = FaceEngine.open(bundle, EngineSettings.defaults());
        SeenFile seen = SeenFile.open(plan.scratch().resolve(model + ".tsv"), true)) {
      FaceCost cost = FaceCost.of(engine, photos);
      Gathered gathered =
          new Gathering(new EnrolledFaces(engine), seen, Plan.cores()).gather(photos, () -> {});
      Evaluation evaluation =
          new Evaluator(SEED, Evaluator.REPLICATES, report::note)
              .evaluate(gathered.faces(), Map.of(), gathered.leftOut());
      return rows(model, evaluation, cost);
    }
  }

  private static List<Row> rows(String model, Evaluation evaluation, FaceCost cost) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.figure(
            "a face, one thread",
            cost.millis(),
            "ms",
            Row.with(
                "model", model,
                "photos", cost.photos(),
                "detect and landmarks ms", cost.findMillis(),
                "align and embed ms", cost.embedMillis())));
    rows.add(row("d'", evaluation.separation().dPrime(), model, evaluation));
    rows.add(row("rank-1 among all", evaluation.rankOne(), model, evaluation));
    for (OperatingPoint point : evaluation.measured()) {
      rows.add(row("TMR at FMR " + point.stated(), point.fnmr().complement(), model, evaluation));
    }
    for (Gallery gallery : evaluation.identification()) {
      gallery.points().stream()
          .filter(point -> point.fpir() == 0.01)
          .forEach(point ->
              rows.add(
                  row(
                      "FNIR at FPIR 0.01, " + gallery.enrolled() + " enrolled",
                      point.fnir(),
                      model,
                      evaluation)));
    }
    return rows;
  }

  private static Row row(String name, Estimate estimate, String model, Evaluation evaluation) {
    return Row.figure(
        name,
        estimate.value(),
        "",
        Row.with(
            "model", model,
            "95 % from", estimate.low(),
            "to", estimate.high(),
            "people", evaluation.support().people(),
            "photos", evaluation.photos()));
  }
}
