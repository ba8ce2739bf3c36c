package dev.likeness.evaluation.report;

import dev.likeness.evaluation.Evaluation;
import dev.likeness.evaluation.Evaluation.Gallery;
import dev.likeness.evaluation.Evaluation.GalleryPoint;
import dev.likeness.evaluation.Evaluation.GroupPoint;
import dev.likeness.evaluation.Evaluation.GroupRates;
import dev.likeness.evaluation.Evaluation.Histogram;
import dev.likeness.evaluation.Evaluation.OperatingPoint;
import dev.likeness.evaluation.Evaluation.Pair;
import dev.likeness.evaluation.Evaluation.TailPoint;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An evaluation as one HTML file that needs nothing else. It shows faces: it is for whoever owns
 * the photos.
 *
 * @param model the model's id
 * @param description what the photos are
 * @param thumbnails a small JPEG of a photo's face, by the photo's name
 */
public record HtmlReport(
    String model, String description, Function<String, Optional<byte[]>> thumbnails) {
  /** How wide a row of the table of scores is. */
  private static final double ROW_OF_SCORES = 0.1;

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Likeness, calibrated</title>
      <style>
      :root { color-scheme: light dark }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
      h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 1.6rem 0 .3rem }
      table { border-collapse: collapse }
      th, td { text-align: right; padding: .2rem .7rem; border-bottom: 1px solid #8884; font-variant-numeric: tabular-nums }
      th:first-child, td:first-child { text-align: left }
      .pairs { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1rem }
      figure { margin: 0; font-size: .8rem; overflow-wrap: anywhere } figure img { width: 7rem; height: 7rem; object-fit: cover }
      </style>
      """;

  /** The whole file. */
  public String of(Evaluation evaluation) {
    StringBuilder html = new StringBuilder(HEAD);
    html.append("<h1>").append(Text.escape(model)).append(" on ");
    html.append(Text.escape(description)).append("</h1>\n");
    summary(html, evaluation);
    rates(html, evaluation);
    errors(html, evaluation.curve());
    scores(html, evaluation.histogram());
    galleries(html, evaluation);
    groups(html, evaluation);
    pairs(html, "Least similar photos of one person", evaluation.worst().genuine());
    pairs(html, "Most similar photos of two people", evaluation.worst().impostor());
    return html.append("</html>\n").toString();
  }

  private static void summary(StringBuilder html, Evaluation evaluation) {
    html.append(
        String.format(
            Locale.ROOT,
            "<p>%,d photos of %,d people: %,d genuine and %,d impostor comparisons. Left out: %s."
                + " d′ %.2f (%.2f–%.2f). Rank-1 among all: %s. Intervals hold 95 %%, by %,d samples"
                + " of people; seed %d.</p>%n<p>No rate below %s is stated: three over the %,d pairs"
                + " of people. Counting photo pairs would allow %s, counting disjoint pairs of"
                + " people %s.</p>%n",
            evaluation.photos(),
            evaluation.support().people(),
            evaluation.genuinePairs(),
            evaluation.support().photoPairs(),
            evaluation.leftOut().isEmpty()
                ? "none"
                : Text.escape(new TreeMap<>(evaluation.leftOut()).toString()),
            evaluation.separation().dPrime().value(),
            evaluation.separation().dPrime().low(),
            evaluation.separation().dPrime().high(),
            Text.percent(evaluation.rankOne()),
            evaluation.replicates(),
            evaluation.seed(),
            Text.rate(evaluation.support().leastFmr()),
            evaluation.support().personPairs(),
            Text.rate(evaluation.support().leastFmrByPhotoPairs()),
            Text.rate(evaluation.support().leastFmrByDisjointPeople())));
  }

  private static void rates(StringBuilder html, Evaluation evaluation) {
    html.append("<h2>Thresholds</h2><table><tr><th>FMR<th>threshold<th>counted<th>FNMR<th></tr>\n");
    for (OperatingPoint point : evaluation.measured()) {
      row(
          html,
          Text.stated(point.stated()),
          similarity(point.similarity()),
          Text.rate(point.fmr()),
          Text.percent(point.fnmr()),
          "measured");
    }
    for (TailPoint point : evaluation.extrapolated()) {
      row(
          html,
          Text.stated(point.stated()),
          similarity(point.similarity()),
          Text.rate(point.fmr()),
          String.format(Locale.ROOT, "%.2f %%", 100 * point.fnmr()),
          "extrapolated");
    }
    html.append("</table>\n");
  }

  /** FNMR over FMR. */
  private static void errors(StringBuilder html, List<OperatingPoint> curve) {
    html.append("<h2>Detection error trade-off</h2><table><tr><th>FMR<th>threshold<th>FNMR</tr>\n");
    for (OperatingPoint point : curve) {
      row(
          html,
          Text.rate(point.stated()),
          similarity(point.similarity()),
          Text.percent(point.fnmr()));
    }
    html.append("</table>\n");
  }

  /** How the scores of both kinds lie, as shares of their own number. */
  private static void scores(StringBuilder html, Histogram histogram) {
    html.append(
        "<h2>Scores</h2><table><tr><th>similarity from<th>genuine comparisons<th>impostor"
            + " comparisons</tr>\n");
    int together = (int) Math.round(ROW_OF_SCORES / histogram.step());
    for (int i = 0; i < histogram.genuine().size(); i += together) {
      double genuine = share(histogram.genuine(), i, together);
      double impostor = share(histogram.impostor(), i, together);
      if (genuine + impostor > 0) {
        row(
            html,
            String.format(Locale.ROOT, "%.1f", histogram.from() + i * histogram.step()),
            String.format(Locale.ROOT, "%.3f %%", 100 * genuine),
            String.format(Locale.ROOT, "%.3f %%", 100 * impostor));
      }
    }
    html.append("</table>\n");
  }

  private static double share(List<Long> counts, int from, int together) {
    double all = counts.stream().mapToLong(Long::longValue).sum();
    return counts.stream().skip(from).limit(together).mapToLong(Long::longValue).sum()
        / Math.max(1, all);
  }

  private static void galleries(StringBuilder html, Evaluation evaluation) {
    html.append(
        "<h2>Galleries</h2><p>FNIR at the threshold where strangers were given a name at the rate"
            + " FPIR; and what the threshold computed from FMR and size gave.</p><table>"
            + "<tr><th>enrolled<th>rank-1<th>FPIR<th>threshold<th>FNIR<th>computed<th>FPIR"
            + " there<th>FNIR there</tr>\n");
    for (Gallery gallery : evaluation.identification()) {
      for (GalleryPoint point : gallery.points()) {
        row(
            html,
            String.format(Locale.ROOT, "%,d", gallery.enrolled()),
            Text.percent(gallery.rankOne()),
            Text.stated(point.fpir()),
            similarity(point.similarity()),
            Text.percent(point.fnir()),
            similarity(point.ruleSimilarity()),
            Text.percent(point.ruleFpir()),
            Text.percent(point.ruleFnir()));
      }
    }
    html.append("</table>\n");
  }

  private static void groups(StringBuilder html, Evaluation evaluation) {
    if (evaluation.groups().isEmpty()) {
      return;
    }
    html.append(
        "<h2>Groups</h2><p>At one threshold for all.</p><table><tr><th>group<th>people<th>pairs of"
            + " people<th>threshold<th>FMR among all<th>FMR<th>FNMR</tr>\n");
    for (GroupRates rates : evaluation.groups()) {
      for (GroupPoint point : rates.points()) {
        row(
            html,
            Text.escape(rates.group())
                + (rates.group().equals(rates.other())
                    ? ""
                    : " against " + Text.escape(rates.other())),
            String.format(Locale.ROOT, "%,d", rates.people()),
            String.format(Locale.ROOT, "%,d", rates.personPairs()),
            similarity(point.similarity()),
            Text.stated(point.stated()),
            Text.rate(point.fmr()),
            point.fnmr().map(Text::percent).orElse(""));
      }
    }
    html.append("</table>\n");
  }

  private void pairs(StringBuilder html, String title, List<Pair> pairs) {
    html.append("<h2>").append(title).append("</h2><div class=\"pairs\">\n");
    for (Pair pair : pairs) {
      html.append("<figure>").append(image(pair.photo())).append(image(pair.otherPhoto()));
      html.append("<figcaption>").append(similarity(pair.score())).append(' ');
      html.append(Text.escape(pair.photo())).append("<br>").append(Text.escape(pair.otherPhoto()));
      html.append("</figcaption></figure>\n");
    }
    html.append("</div>\n");
  }

  private String image(String photo) {
    return thumbnails
        .apply(photo)
        .map(jpeg ->
            "<img alt=\"\" src=\"data:image/jpeg;base64,"
                + Base64.getEncoder().encodeToString(jpeg)
                + "\">")
        .orElse("");
  }

  private static String similarity(double similarity) {
    return String.format(Locale.ROOT, "%.4f", similarity);
  }

  private static void row(StringBuilder html, String... cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append("<td>").append(cell);
    }
    html.append("</tr>\n");
  }
}
