package dev.likeness.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as one HTML file that needs nothing else. */
final class Html {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Likeness, measured</title>
      <style>
      :root { color-scheme: light dark }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
      h1 { font-size: 1.5rem }
      table { border-collapse: collapse; width: 100% }
      th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8884; vertical-align: top }
      td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
      td.p { font-size: .85rem; opacity: .85 }
      .ok { color: #1a7f37 } .miss { color: #d1242f; font-weight: 600 }
      </style>
      <h1>Likeness, measured</h1>
      """;

  private Html() {}

  static String of(Map<String, Object> machine, List<Row> rows) {
    StringBuilder html = new StringBuilder(HEAD);
    html.append("<p>")
        .append(escape(listed(machine)))
        .append("</p>\n<table>\n<tr><th>figure<th>measured<th>limit<th><th>with\n");
    for (Row row : rows) {
      html.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s<td class=\"n\">%.3f %s<td class=\"n\">%s<td>%s<td class=\"p\">%s%n",
              escape(row.name()),
              row.value(),
              escape(row.unit()),
              row.limit() == null
                  ? ""
                  : (row.atMost() ? "≤ " : "≥ ") + String.format(Locale.ROOT, "%.3f", row.limit()),
              row.limit() == null
                  ? ""
                  : row.reached()
                      ? "<span class=\"ok\">ok</span>"
                      : "<span class=\"miss\">miss</span>",
              escape(listed(row.parameters()))));
    }
    return html.append("</table>\n</html>\n").toString();
  }

  static String listed(Map<String, Object> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + " " + Report.shown(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
