package dev.likeness.standalone.cli;

import dev.likeness.cli.ExitCode;
import dev.likeness.faces.Thresholds.Threshold;
import dev.likeness.vision.ModelBundle;
import dev.likeness.vision.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code likeness models show}: what a model's card says. */
@Command(name = "show", description = "Show what a model's card says; the whole card with --json.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The model.")
  private String id;

  @Mixin private ModelsPlace place;

  @Override
  public Integer call() {
    ModelBundle bundle = place.with(models -> models.find(id));
    place.print(JsonMapper.shared().readTree(bundle.cardJson()), text(bundle.card()));
    return ExitCode.OK;
  }

  private static String text(ModelCard card) {
    List<String> lines = new ArrayList<>();
    lines.add(card.id() + ": " + card.name());
    lines.add("  dimension   " + card.dimension());
    lines.add(
        "  licence     " + card.licence().id() + ", declared by " + card.licence().declaredBy());
    if (!card.licence().unknown().isEmpty()) {
      lines.add("  not known   " + card.licence().unknown());
    }
    lines.add("  source      " + card.source());
    card.limits().forEach(limit -> lines.add("  limit       " + limit));
    lines.add(
        String.format(
            Locale.ROOT,
            "  input       %d × %d, %s, %s, %s",
            card.input().width(),
            card.input().height(),
            card.input().layout(),
            card.input().colour(),
            card.input().type()));
    lines.add(
        "  alignment   " + card.alignment().describe() + (card.flip() ? ", and mirrored" : ""));
    for (Threshold point : card.thresholds().points()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  threshold   %.3f at FMR %.0e%s",
              point.similarity(),
              point.fmr(),
              point.extrapolated() ? ", not measured" : ""));
    }
    return String.join(System.lineSeparator(), lines);
  }
}
