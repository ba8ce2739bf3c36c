package dev.likeness.standalone.cli;

import dev.likeness.cli.ExitCode;
import dev.likeness.cli.Failure;
import dev.likeness.evaluation.Evaluation;
import dev.likeness.evaluation.Evaluator;
import dev.likeness.evaluation.photos.Gathered;
import dev.likeness.evaluation.photos.PeopleGroups;
import dev.likeness.evaluation.report.CardThresholds;
import dev.likeness.evaluation.report.HtmlReport;
import dev.likeness.evaluation.report.JsonReport;
import dev.likeness.evaluation.report.TextReport;
import dev.likeness.vision.ModelBundle;
import dev.likeness.vision.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness calibrate}: a model's error rates on labelled photos. */
@Command(
    name = "calibrate",
    description = {
      "Measure a model's error rates on labelled photos, DIR/person/photo.jpg, and write a report.",
      "Repeating the command goes on where it was stopped: a photo is embedded once. Nothing needs"
          + " to be running."
    },
    footer = {
      "",
      "The report shows the worst errors, and the directory keeps the embeddings: both are biometric",
      "data of the people on the photos."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CalibrateCommand implements Callable<Integer> {
  private static final String THE_MODELS_OWN = "";
  private static final String CARD = "card.json";

  @Spec private CommandSpec spec;

  @Option(
      names = "--faces",
      required = true,
      paramLabel = "DIR",
      description = "Photos, a directory a person.")
  private Path faces;

  @Option(
      names = "--groups",
      paramLabel = "FILE",
      description = "Lines PERSON,GROUP: error rates by group as well.")
  private @Nullable Path groups;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The model (default: ${DEFAULT-VALUE}).",
      defaultValue = ModelBundle.DEFAULT)
  private String model;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "The directory of models (default: LIKENESS_MODELS_DIRECTORY, or ./data/models).")
  private Path models = ModelsPlace.directory(Path.of("data"));

  @Option(
      names = "--write",
      arity = "0..1",
      fallbackValue = THE_MODELS_OWN,
      paramLabel = "CARD",
      description =
          "Write thresholds, counts and intervals into this card, or into the model's own in"
              + " --models.")
  private @Nullable String write;

  @Option(
      names = "--description",
      paramLabel = "TEXT",
      description = "What the photos are, for the card (default: the directory's name).")
  private @Nullable String description;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the report and the embeddings go (default: ${DEFAULT-VALUE}).",
      defaultValue = "./likeness-calibration")
  private Path out;

  @Option(names = "--again", description = "Embed every photo again.")
  private boolean again;

  @Option(
      names = "--seed",
      description = "Of random galleries and samples (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      ModelBundle bundle = new ModelStore(models).find(model);
      Path card = card();
      Map<String, String> groupByPerson = groups == null ? Map.of() : PeopleGroups.read(groups);
      if (!Files.isDirectory(faces)) {
        throw new Failure(faces + " is not a directory");
      }
      String told = description == null ? faces.toRealPath().getFileName().toString() : description;
      Gathered gathered = new LabelledFaces(bundle, out, again, err).gather(faces);
      Evaluation evaluation =
          new Evaluator(seed, Evaluator.REPLICATES, what -> err.println("calibrate: " + what))
              .evaluate(gathered.faces(), groupByPerson, gathered.leftOut());
      report(told, evaluation, gathered, err);
      if (card != null) {
        CardThresholds.write(card, told, evaluation);
        err.println("calibrate: thresholds are in " + card);
      }
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable Path card() {
    if (write == null) {
      return null;
    }
    Path card = write.isEmpty() ? models.resolve(model).resolve(CARD) : Path.of(write);
    if (!Files.isRegularFile(card)) {
      throw new Failure(
          card
              + " does not exist"
              + (write.isEmpty()
                  ? "; a model that comes with Likeness has its card in the jar: name a file with"
                      + " --write CARD"
                  : ""));
    }
    return card;
  }

  private void report(String told, Evaluation evaluation, Gathered gathered, PrintWriter err)
      throws IOException {
    String asJson = JsonReport.of(model, told, evaluation);
    Path html = out.resolve(model + ".html");
    Files.writeString(out.resolve(model + ".json"), asJson);
    Files.writeString(
        html, new HtmlReport(model, told, new Thumbnails(gathered.boxes())::of).of(evaluation));
    spec.commandLine().getOut().print(json ? asJson : TextReport.of(evaluation));
    spec.commandLine().getOut().flush();
    err.println("calibrate: the report is in " + html + ", seed " + seed);
  }
}
