package dev.likeness.cli;

import dev.likeness.cli.Enrolled.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of all photos of one command.
 *
 * @param counts photos by outcome, those with none left out
 * @param leftOut what was found and not sent, with the reason
 * @param notEnrolled every photo that was rejected or failed, with the reason
 */
record EnrollSummary(
    String gallery,
    int photos,
    long subjects,
    double seconds,
    Map<Kind, Integer> counts,
    List<LeftOut> leftOut,
    List<Enrolled> notEnrolled) {

  static EnrollSummary of(
      String gallery, List<Enrolled> results, List<LeftOut> leftOut, Duration took) {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    results.forEach(result -> counts.merge(result.status(), 1, Integer::sum));
    return new EnrollSummary(
        gallery,
        results.size(),
        results.stream().map(Enrolled::subject).distinct().count(),
        Math.round(took.toMillis() / 10.0) / 100.0,
        counts,
        leftOut,
        results.stream().filter(result -> !result.status().isGood()).toList());
  }

  boolean allGood() {
    return notEnrolled.isEmpty();
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d %s of %d %s, gallery %s, in %.1f s (%.0f photos/s)",
            photos,
            photos == 1 ? "photo" : "photos",
            subjects,
            subjects == 1 ? "subject" : "subjects",
            gallery,
            seconds,
            photos / Math.max(seconds, 0.01)));
    counts.forEach(
        (kind, count) -> lines.add(String.format(Locale.ROOT, "%6d %s", count, kind.words())));
    if (!leftOut.isEmpty()) {
      lines.add(String.format(Locale.ROOT, "%6d left out", leftOut.size()));
    }
    for (LeftOut one : leftOut) {
      lines.add("       " + one.file() + ": " + one.why());
    }
    for (Enrolled one : notEnrolled) {
      lines.add("       " + one.photo() + ": " + one.code() + ": " + one.detail());
    }
    return String.join(System.lineSeparator(), lines);
  }
}
