package dev.likeness.cli;

import dev.likeness.client.model.ReplayAnswer;
import dev.likeness.client.model.ReplayRequest;
import dev.likeness.client.model.Replayed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness dead-letters replay}: once more, with the right key. */
@Command(name = "replay", description = "Publish dead letters again to the topic they came from.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DeadLettersReplayCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "OFFSET", description = "Which, as list names them.")
  private @Nullable List<Long> offsets;

  @Option(names = "--all", description = "All of them.")
  private boolean all;

  @Option(
      names = "--key",
      paramLabel = "GALLERY/SUBJECT/FACE",
      description = "The key to publish a single one under; otherwise its own.")
  private @Nullable String key;

  @Option(
      names = "--force",
      description = "Also those whose face was enrolled or forgotten since; replaces that.")
  private boolean force;

  @Mixin private Asking asking;

  @Override
  public Integer call() {
    ReplayRequest request = request();
    ReplayAnswer answer = asking.ask(client -> client.admin().replayDeadLetters(request));
    asking.print(answer, text(answer));
    return answer.refused() == 0 ? ExitCode.OK : ExitCode.NO;
  }

  private ReplayRequest request() {
    boolean some = offsets != null && !offsets.isEmpty();
    if (some == all) {
      throw new Failure(
          all
              ? "give offsets or --all, not both"
              : "which? give offsets, or --all for all of them");
    }
    if (key != null && (all || offsets == null || offsets.size() != 1)) {
      throw new Failure("--key goes with exactly one offset");
    }
    return new ReplayRequest(all ? null : offsets, all ? true : null, key, force ? true : null);
  }

  private static String text(ReplayAnswer answer) {
    List<String> lines = new ArrayList<>();
    for (Replayed record : answer.records()) {
      String offset = Long.toString(record.offset());
      lines.add(
          record.status().equals("replayed")
              ? offset + " → " + record.topic() + " " + record.position() + " as " + record.key()
              : offset + " refused, " + record.code() + ": " + record.detail());
    }
    lines.add(answer.replayed() + " replayed, " + answer.refused() + " refused");
    return String.join(System.lineSeparator(), lines);
  }
}
