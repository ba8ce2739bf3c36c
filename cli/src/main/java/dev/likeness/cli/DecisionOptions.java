package dev.likeness.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Above which similarity two faces count as one person: at most one of the two may be given. */
class DecisionOptions {
  @Option(
      names = "--fmr",
      paramLabel = "RATE",
      description =
          "How often two strangers' faces may pass for one person's, such as 0.0001; the model's"
              + " card turns it into a threshold.")
  private @Nullable Double fmr;

  @Option(
      names = "--threshold",
      paramLabel = "SIMILARITY",
      description = "Or the least similarity, from -1 to 1.")
  private @Nullable Double threshold;

  static void addTo(Map<String, String> fields, @Nullable DecisionOptions options) {
    if (options != null) {
      options.addTo(fields);
    }
  }

  void addTo(Map<String, String> fields) {
    if (threshold != null) {
      fields.put("threshold", threshold.toString());
    }
    if (fmr != null) {
      fields.put("fmr", fmr.toString());
    }
  }
}
