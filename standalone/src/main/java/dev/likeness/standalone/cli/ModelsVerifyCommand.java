package dev.likeness.standalone.cli;

import dev.likeness.cli.ExitCode;
import dev.likeness.vision.ModelStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code likeness models verify}: whether models can be used. */
@Command(
    name = "verify",
    description = "Check the files of models against their cards, and run each net once.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsVerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", arity = "0..*", description = "The models (default: all).")
  private List<String> ids = List.of();

  @Mixin private ModelsPlace place;

  /** What is wrong with a model, if anything is. */
  record Verdict(String id, boolean ok, @Nullable String problem) {
    String text() {
      return ok ? id + ": ok" : id + ": " + problem;
    }
  }

  @Override
  public Integer call() {
    List<Verdict> verdicts = place.with(this::verdicts);
    place.print(
        verdicts,
        verdicts.stream().map(Verdict::text).collect(Collectors.joining(System.lineSeparator())));
    return verdicts.stream().allMatch(Verdict::ok) ? ExitCode.OK : ExitCode.NO;
  }

  private List<Verdict> verdicts(ModelStore models) {
    List<String> wanted =
        ids.isEmpty() ? models.list().stream().map(ModelStore.Installed::id).toList() : ids;
    List<Verdict> verdicts = new ArrayList<>();
    for (String id : wanted) {
      try {
        models.find(id).tryOut();
        verdicts.add(new Verdict(id, true, null));
      } catch (IllegalArgumentException e) {
        verdicts.add(new Verdict(id, false, e.getMessage()));
      }
    }
    return verdicts;
  }
}
