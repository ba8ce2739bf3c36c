package dev.likeness.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** Rows as a table or as JSON. */
final class Report {
  private final List<Row> rows = new ArrayList<>();

  void add(Row row) {
    rows.add(row);
  }

  boolean allReached() {
    return rows.stream().allMatch(Row::reached);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, json());
  }

  void print(PrintStream out, boolean json) {
    if (json) {
      out.println(json());
      return;
    }
    out.printf(
        Locale.ROOT, "%-42s %12s %12s %-9s %s%n", "figure", "measured", "limit", "", "parameters");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-42s %12.3f %s %10.3f %-6s %-4s %s%n",
          row.name(),
          row.value(),
          row.atMost() ? "≤" : "≥",
          row.limit(),
          row.unit(),
          row.reached() ? "ok" : "MISS",
          row.parameters());
    }
  }

  private String json() {
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(rows);
  }
}
