package dev.likeness.standalone.cli;

import dev.likeness.cli.Rates;
import dev.likeness.standalone.demo.Decided;
import dev.likeness.standalone.demo.DemoResult;
import dev.likeness.standalone.demo.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the demo saw, for a terminal. */
final class DemoTable {
  private DemoTable() {}

  static String of(DemoResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%-10s  %6s  %10s  %9s  %7s", "subject", "own", "best other", "verify ms", "find ms"));
    for (Trial trial : result.trials()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-10s  %6.3f  %10.3f  %9.1f  %7.1f  %s",
              trial.subject(),
              trial.own(),
              trial.other(),
              trial.verifyMillis(),
              trial.findMillis(),
              trial.right() ? "ok" : verdict(trial)));
    }
    lines.add("");
    long right = result.trials().stream().filter(Trial::right).count();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d subjects enrolled, each searchable after %.0f ms (median)",
            result.enrolled(),
            result.enrollMillis()));
    result.refused().forEach(why -> lines.add("a face was not fit to enroll: " + why));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d of %d probes right; median verify %.1f ms, find %.1f ms",
            right,
            result.trials().size(),
            median(result, Trial::verifyMillis),
            median(result, Trial::findMillis)));
    lines.add(
        String.format(
            Locale.ROOT,
            "verify decides at threshold %.3f: two strangers' faces pass in %s",
            result.verifying().threshold(),
            rate(result.verifying())));
    lines.add(
        String.format(
            Locale.ROOT,
            "find decides at threshold %.3f: a stranger is given a name among these %d faces in %s",
            result.finding().threshold(),
            result.finding().faces(),
            rate(result.finding())));
    lines.add(
        String.format(
            Locale.ROOT,
            "a stranger, at most %.3f like anybody, is %s",
            result.strangerNearest(),
            result.strangerUnknown() ? "unknown: ok" : "taken for somebody: WRONG"));
    lines.add(
        "a forgotten subject is " + (result.forgottenGone() ? "gone: ok" : "still found: WRONG"));
    return String.join(System.lineSeparator(), lines);
  }

  private static String rate(Decided decided) {
    return Rates.text(decided.rate()) + (decided.extrapolated() ? " (extrapolated)" : "");
  }

  private static String verdict(Trial trial) {
    return trial.verified() ? "WRONG: not found alone" : "WRONG: not verified";
  }

  private static double median(DemoResult result, ToDoubleFunction<Trial> figure) {
    double[] sorted = result.trials().stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
