package dev.likeness.evaluation.report;

import dev.likeness.evaluation.Evaluation;
import dev.likeness.evaluation.Evaluation.Histogram;
import dev.likeness.evaluation.Evaluation.OperatingPoint;
import dev.likeness.evaluation.Evaluation.TailPoint;
import java.util.List;
import java.util.Locale;

/** The plots of an evaluation, as inline SVG. */
final class Plots {
  private static final double LEAST_FNMR = 1e-4;

  private Plots() {}

  /** FNMR over FMR (detection error trade-off), its interval, and how it goes on by the fit. */
  static String det(Evaluation evaluation) {
    List<OperatingPoint> curve = evaluation.curve();
    List<TailPoint> beyond = evaluation.extrapolated();
    double least = beyond.isEmpty() ? curve.getLast().stated() : beyond.getLast().stated();
    Axes axes = new Axes(Axes.logarithmic(least, 0.1), Axes.logarithmic(LEAST_FNMR, 1));
    StringBuilder svg = new StringBuilder(axes.open("DET curve"));
    for (int decade = -1; Math.pow(10, decade) >= least * 0.99; decade--) {
      svg.append(axes.markAcross(Math.pow(10, decade), "1e" + decade));
    }
    for (double fnmr = 1; fnmr >= LEAST_FNMR * 0.99; fnmr /= 10) {
      svg.append(axes.markUp(fnmr, String.format(Locale.ROOT, "%.2g", fnmr)));
    }
    svg.append("<polygon class=\"band\" points=\"");
    curve.forEach(point -> svg.append(axes.point(point.fmr().value(), point.fnmr().low())));
    curve
        .reversed()
        .forEach(point -> svg.append(axes.point(point.fmr().value(), point.fnmr().high())));
    svg.append("\"/>\n<polyline class=\"line\" points=\"");
    curve.forEach(point -> svg.append(axes.point(point.fmr().value(), point.fnmr().value())));
    svg.append("\"/>\n<polyline class=\"line guess\" points=\"");
    if (!beyond.isEmpty()) {
      svg.append(axes.point(curve.getLast().fmr().value(), curve.getLast().fnmr().value()));
    }
    beyond.forEach(point -> svg.append(axes.point(point.stated(), point.fnmr())));
    svg.append("\"/>\n");
    return svg.append(axes.close("FMR (dashed: extrapolated)", "FNMR")).toString();
  }

  /** Genuine and impostor scores, each as shares of their own number. */
  static String histogram(Evaluation evaluation) {
    Histogram histogram = evaluation.histogram();
    double highest =
        Math.max(highestShare(histogram.genuine()), highestShare(histogram.impostor()));
    Axes axes = new Axes(Axes.linear(-0.4, 1), Axes.linear(0, highest));
    StringBuilder svg = new StringBuilder(axes.open("Histogram of scores"));
    for (int tenth = -4; tenth <= 10; tenth += 2) {
      svg.append(axes.markAcross(tenth / 10.0, String.format(Locale.ROOT, "%.1f", tenth / 10.0)));
    }
    steps(svg, axes, histogram, histogram.impostor(), "impostor");
    steps(svg, axes, histogram, histogram.genuine(), "genuine");
    return svg.append(axes.close("similarity", "share of comparisons")).toString();
  }

  private static double highestShare(List<Long> counts) {
    double all = counts.stream().mapToLong(Long::longValue).sum();
    return counts.stream().mapToLong(Long::longValue).max().orElse(1) / all;
  }

  private static void steps(
      StringBuilder svg, Axes axes, Histogram histogram, List<Long> counts, String kind) {
    double all = counts.stream().mapToLong(Long::longValue).sum();
    svg.append("<polygon class=\"").append(kind).append("\" points=\"");
    svg.append(axes.point(histogram.from(), 0));
    for (int i = 0; i < counts.size(); i++) {
      double share = counts.get(i) / all;
      svg.append(axes.point(histogram.from() + i * histogram.step(), share));
      svg.append(axes.point(histogram.from() + (i + 1) * histogram.step(), share));
    }
    svg.append(axes.point(1, 0)).append("\"/>\n");
  }
}
