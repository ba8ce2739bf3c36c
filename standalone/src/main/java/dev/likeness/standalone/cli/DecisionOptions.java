package dev.likeness.standalone.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Above which similarity two faces count as one person: at most one of the two may be given. */
final class DecisionOptions {
  @Option(names = "--threshold", description = "Least similarity, from -1 to 1.")
  private @Nullable Double threshold;

  @Option(
      names = "--fmr",
      description =
          "Or the false match rate to aim for, such as 0.0001; the model's card turns it"
              + " into a threshold.")
  private @Nullable Double fmr;

  static void addTo(Map<String, String> fields, @Nullable DecisionOptions options) {
    if (options != null && options.threshold != null) {
      fields.put("threshold", options.threshold.toString());
    }
    if (options != null && options.fmr != null) {
      fields.put("fmr", options.fmr.toString());
    }
  }
}
