package dev.likeness.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Rows, as a table, as JSON or as an HTML file. */
final class Report {
  private final List<Row> rows = new ArrayList<>();
  private final long start = System.nanoTime();

  void add(Row row) {
    rows.add(row);
  }

  /** Says what goes on, to who waits. */
  void note(String what) {
    System.err.printf(Locale.ROOT, "bench: %4.0f s  %s%n", (System.nanoTime() - start) / 1e9, what);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  boolean allReached() {
    return rows.stream().allMatch(Row::reached);
  }

  void writeJson(Path file) throws IOException {
    Files.writeString(file, json());
  }

  void writeHtml(Path file) throws IOException {
    Files.writeString(file, Html.of(Machine.facts(), rows));
  }

  void print(PrintStream out, boolean json) {
    if (json) {
      out.println(json());
      return;
    }
    out.println(Html.listed(Machine.facts()));
    out.printf(Locale.ROOT, "%-44s %12s %14s %-8s %s%n", "figure", "measured", "limit", "", "with");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-44s %12.3f %14s %-8s %-4s %s%n",
          row.name(),
          row.value(),
          row.limit() == null
              ? ""
              : String.format(Locale.ROOT, "%s %.3f", row.atMost() ? "≤" : "≥", row.limit()),
          row.unit(),
          row.limit() == null ? "" : row.reached() ? "ok" : "MISS",
          Html.listed(row.parameters()));
    }
  }

  static String shown(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.3f", number)
        : String.valueOf(value);
  }

  private String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", Machine.facts());
    all.put("rows", rows);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }
}
