package dev.likeness.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness bench}: figures of this machine, each with everything it was measured with. */
@Command(
    name = "bench",
    description = {
      "Measures Likeness on this machine, each figure against its limit.",
      "Without arguments: every round but peers, at 20,000 faces, in some minutes."
    },
    footer = {
      "",
      "Rounds: stages (of a find, against bare nets and bare Lucene), find (over HTTP), ingest,",
      "photos (larger ones), replay (of the topic, and restart), index (by precision), filter,",
      "scatter (over two search services), peers (DeepFace, if it is installed), accuracy (error",
      "rates of every installed model on labelled photos), all (the default: all but the last two);",
      "smoke makes them tiny, to see that they run."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Bench implements Callable<Integer> {
  /** What can be asked for. */
  enum Wanted {
    stages,
    find,
    ingest,
    photos,
    replay,
    index,
    filter,
    scatter,
    peers,
    accuracy,
    smoke,
    all
  }

  private static final Set<Wanted> ALL = EnumSet.range(Wanted.stages, Wanted.scatter);
  private static final List<Integer> FULL = List.of(20_000, 200_000, 1_000_000);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ROUND",
      arity = "0..*",
      description = "What to measure: ${COMPLETION-CANDIDATES}.")
  private List<Wanted> wanted = new ArrayList<>();

  @Option(
      names = "--launcher",
      description = "The likeness script to start (default: ${DEFAULT-VALUE}).")
  private Path launcher = Path.of("likeness");

  @Option(
      names = "--faces",
      split = ",",
      paramLabel = "N|DIR",
      description =
          "Sizes of the searched gallery (default: 20000); for accuracy the labelled photos,"
              + " DIR/person/photo.jpg.")
  private @Nullable List<String> faces;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Where added models are, for accuracy (default: ${DEFAULT-VALUE}).",
      defaultValue = "${env:LIKENESS_MODELS_DIRECTORY:-./data/models}")
  private Path models = Path.of("data", "models");

  @Option(
      names = "--dimensions",
      split = ",",
      paramLabel = "D",
      description = "Of the vectors (default: ${DEFAULT-VALUE}).")
  private List<Integer> dimensions = List.of(512);

  @Option(
      names = "--callers",
      split = ",",
      paramLabel = "C",
      description = "How many call at once (default: ${DEFAULT-VALUE}).")
  private List<Integer> callers = List.of(1, 2, 4, 8);

  @Option(names = "--queries", description = "Timed calls a row (default: 200).")
  private @Nullable Integer queries;

  @Option(names = "--photos", description = "Photos enrolled in bulk (default: 400).")
  private @Nullable Integer photos;

  @Option(
      names = "--full",
      description = "Everything, peers too, at 20,000, 200,000 and 1,000,000 faces: some hours.")
  private boolean full;

  @Option(names = "--seed", description = "Of the synthetic faces (default: ${DEFAULT-VALUE}).")
  private long seed = 20_000;

  @Option(
      names = "--python",
      description = "An interpreter that has the peers (default: ${DEFAULT-VALUE}).")
  private String python = "python3";

  @Option(
      names = "--scratch",
      paramLabel = "DIR",
      description =
          "Where to write meanwhile (default: the system's temporary directory); up to 6 GB for a"
              + " million faces of 128 dimensions, more for 512.")
  private @Nullable Path scratch;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Option(names = "--out", paramLabel = "FILE", description = "Write the JSON to a file as well.")
  private @Nullable Path out;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Where to write the report as a page (default: ${DEFAULT-VALUE}).")
  private Path html = Path.of("likeness-bench.html");

  /** Runs the command and exits with its code: 0 if every figure reached its limit. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path base = scratch == null ? Files.createTempDirectory("likeness-bench") : own(scratch);
    Report report = new Report();
    try {
      Plan plan = plan(base);
      for (Wanted round : rounds()) {
        round(round).run(plan, report);
        report.writeHtml(html);
      }
    } finally {
      Scratch.delete(base);
    }
    report.print(System.out, json);
    if (out != null) {
      report.writeJson(out);
    }
    report.note("the report is in " + html.toAbsolutePath());
    return report.allReached() ? 0 : 1;
  }

  private static Path own(Path scratch) throws Exception {
    return Files.createTempDirectory(Files.createDirectories(scratch), "likeness-bench");
  }

  private Set<Wanted> rounds() {
    Set<Wanted> rounds = EnumSet.noneOf(Wanted.class);
    rounds.addAll(wanted);
    rounds.remove(Wanted.smoke);
    if (rounds.isEmpty() && full) {
      rounds.add(Wanted.peers);
    }
    boolean named =
        !wanted.isEmpty() && (rounds.contains(Wanted.peers) || rounds.contains(Wanted.accuracy));
    if (rounds.contains(Wanted.all) || (rounds.stream().noneMatch(ALL::contains) && !named)) {
      rounds.addAll(ALL);
    }
    rounds.remove(Wanted.all);
    return rounds;
  }

  private static Round round(Wanted round) {
    return switch (round) {
      case stages -> new StagesRound();
      case find -> new FindRound();
      case ingest -> new IngestRound();
      case photos -> new PhotosRound();
      case replay -> new ReplayRound();
      case index -> new IndexRound();
      case filter -> new FilterRound();
      case scatter -> new ScatterRound();
      case peers -> new PeersRound();
      case accuracy -> new AccuracyRound();
      case smoke, all -> throw new IllegalArgumentException(round + " is several rounds");
    };
  }

  private List<Integer> sizes(List<String> faces) {
    try {
      return faces.stream().map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--faces is " + faces + ", expected sizes; labelled photos are for accuracy alone",
          e);
    }
  }

  private Plan plan(Path base) {
    boolean smoke = wanted.contains(Wanted.smoke);
    if (wanted.contains(Wanted.accuracy) && faces == null) {
      throw new ParameterException(
          spec.commandLine(),
          "accuracy needs labelled photos: --faces DIR, with DIR/person/photo.jpg");
    }
    Path labelled =
        wanted.contains(Wanted.accuracy) && faces != null ? Path.of(String.join(",", faces)) : null;
    List<Integer> sizes =
        faces != null && labelled == null
            ? sizes(faces)
            : smoke ? List.of(1_000) : full ? FULL : List.of(20_000);
    return new Plan(
        launcher.toAbsolutePath(),
        base,
        sizes.stream().sorted().toList(),
        smoke ? List.of(512) : dimensions,
        smoke ? List.of(1, Plan.cores()) : callers,
        queries != null ? queries : smoke ? 8 : 200,
        photos != null ? photos : smoke ? 16 : 400,
        python,
        seed,
        labelled,
        models);
  }
}
