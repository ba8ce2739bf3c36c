package dev.likeness.evaluation.report;

import dev.likeness.evaluation.Estimate;
import java.util.Locale;

/** Figures as people read them. */
final class Text {
  private Text() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A rate in the form that suits its size: 0.05, 0.0012, 1e-05. */
  static String rate(double rate) {
    return String.format(Locale.ROOT, rate == 0 ? "%.0f" : rate < 1e-3 ? "%.2g" : "%.4f", rate);
  }

  /** A rate that somebody stated, without digits it does not have. */
  static String stated(double rate) {
    return String.format(Locale.ROOT, rate < 1e-3 ? "%.0e" : "%s", rate).replace("e-0", "e-");
  }

  static String percent(Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "%.2f %% (%.2f–%.2f)",
        100 * estimate.value(),
        100 * estimate.low(),
        100 * estimate.high());
  }

  static String rate(Estimate estimate) {
    return rate(estimate.value()) + " (" + rate(estimate.low()) + "–" + rate(estimate.high()) + ")";
  }
}
