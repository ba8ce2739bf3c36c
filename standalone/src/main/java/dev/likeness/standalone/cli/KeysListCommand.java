package dev.likeness.standalone.cli;

import dev.likeness.cli.Asking;
import dev.likeness.cli.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code likeness keys list}. */
@Command(
    name = "list",
    description = "List the keys: whose, what they may do, when they end.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private KeysPlace place;
  @Mixin private Asking asking;

  @Override
  public Integer call() throws InterruptedException {
    JsonNode answer =
        place.isGiven() ? atBroker() : asking.ask(client -> client.get(KeysCommand.PATH));
    asking.print(spec.commandLine().getOut(), answer, text(answer.path("keys")));
    return ExitCode.OK;
  }

  private JsonNode atBroker() throws InterruptedException {
    List<Map<String, Object>> keys =
        place.at((topic, _) ->
            topic.read().keys().values().stream().map(key -> KeysPlace.answer(key, null)).toList());
    return JsonMapper.shared().valueToTree(Map.of("keys", keys));
  }

  private static String text(JsonNode keys) {
    return keys.isEmpty()
        ? "no keys"
        : keys.valueStream()
            .map(key ->
                key.path("id").asString()
                    + "  "
                    + key.path("name").asString()
                    + "  "
                    + names(key.path("scopes"))
                    + (key.path("galleries").isEmpty()
                        ? ""
                        : "  in " + names(key.path("galleries")))
                    + (key.has("expires") ? "  until " + key.path("expires").asString() : ""))
            .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String names(JsonNode all) {
    return all.valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
  }
}
