package dev.likeness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code likeness dead-letters replay}: once more, with the right key. */
@Command(
    name = "replay",
    description = "Publish dead letters again to the topic they came from.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class DeadLettersReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

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
    Map<String, Object> request = request();
    JsonNode answer =
        asking.ask(client -> client.post(DeadLettersCommand.PATH + "/replay", request));
    asking.print(spec.commandLine().getOut(), answer, text(answer));
    return answer.path("refused").asInt() == 0 ? ExitCode.OK : ExitCode.NO;
  }

  private Map<String, Object> request() {
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
    Map<String, Object> request = new LinkedHashMap<>();
    if (all) {
      request.put("all", true);
    } else if (offsets != null) {
      request.put("offsets", offsets);
    }
    if (key != null) {
      request.put("key", key);
    }
    if (force) {
      request.put("force", true);
    }
    return request;
  }

  private static String text(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (JsonNode record : answer.path("records")) {
      String offset = record.path("offset").asString();
      lines.add(
          record.path("status").asString().equals("replayed")
              ? offset
                  + " → "
                  + record.path("topic").asString()
                  + " "
                  + record.path("position").asString()
                  + " as "
                  + record.path("key").asString()
              : offset
                  + " refused, "
                  + record.path("code").asString()
                  + ": "
                  + record.path("detail").asString());
    }
    lines.add(
        answer.path("replayed").asInt()
            + " replayed, "
            + answer.path("refused").asInt()
            + " refused");
    return String.join(System.lineSeparator(), lines);
  }
}
