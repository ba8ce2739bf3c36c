package dev.likeness.cli;

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

  @Nullable Double fmr() {
    return fmr;
  }

  @Nullable Double threshold() {
    return threshold;
  }
}
