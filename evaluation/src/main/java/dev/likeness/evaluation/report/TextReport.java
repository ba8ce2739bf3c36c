package dev.likeness.evaluation.report;

import dev.likeness.evaluation.Evaluation;
import dev.likeness.evaluation.Evaluation.Gallery;
import dev.likeness.evaluation.Evaluation.GalleryPoint;
import dev.likeness.evaluation.Evaluation.OperatingPoint;
import dev.likeness.evaluation.Evaluation.TailPoint;
import java.util.Locale;
import java.util.TreeMap;

/** An evaluation as a page of text for a terminal. */
public final class TextReport {
  private TextReport() {}

  /** The page. */
  public static String of(Evaluation evaluation) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d photos of %d people, %d genuine and %d impostor comparisons, left out %s%n"
                + "d' %.2f (%.2f–%.2f), rank-1 among all %s%n%n",
            evaluation.photos(),
            evaluation.support().people(),
            evaluation.genuinePairs(),
            evaluation.support().photoPairs(),
            new TreeMap<>(evaluation.leftOut()),
            evaluation.separation().dPrime().value(),
            evaluation.separation().dPrime().low(),
            evaluation.separation().dPrime().high(),
            Text.percent(evaluation.rankOne())));
    text.append(String.format("%-8s %-10s %-32s %s%n", "FMR", "threshold", "counted", "FNMR"));
    for (OperatingPoint point : evaluation.measured()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s %-10.4f %-32s %s%n",
              Text.stated(point.stated()),
              point.similarity(),
              Text.rate(point.fmr()),
              Text.percent(point.fnmr())));
    }
    for (TailPoint point : evaluation.extrapolated()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-8s %-10.4f %-32s %.2f %%  extrapolated%n",
              Text.stated(point.stated()),
              point.similarity(),
              Text.rate(point.fmr()),
              100 * point.fnmr()));
    }
    text.append(
        String.format(
            "%n%-9s %-6s %-10s %-26s %s%n",
            "enrolled", "FPIR", "threshold", "FNIR", "FPIR at the threshold computed from FMR"));
    for (Gallery gallery : evaluation.identification()) {
      for (GalleryPoint point : gallery.points()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%-9d %-6s %-10.4f %-26s %s%n",
                gallery.enrolled(),
                Text.stated(point.fpir()),
                point.similarity(),
                Text.percent(point.fnir()),
                Text.percent(point.ruleFpir())));
      }
    }
    return text.toString();
  }
}
