package dev.likeness.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** When somebody looked for is given a name: at most one of the three may be given. */
final class SearchDecisionOptions extends DecisionOptions {
  @Option(
      names = "--fpir",
      paramLabel = "RATE",
      description =
          "How often a stranger may be given a name in this gallery, such as 0.001; the threshold"
              + " follows from it and from how many faces there are.")
  private @Nullable Double fpir;

  @Nullable Double fpir() {
    return fpir;
  }
}
