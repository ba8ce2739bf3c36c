package dev.likeness.standalone.cli;

import dev.likeness.cli.Asking;
import dev.likeness.cli.ExitCode;
import dev.likeness.client.model.KeyAnswer;
import dev.likeness.client.model.KeyList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code likeness keys list}. */
@Command(name = "list", description = "List the keys: whose, what they may do, when they end.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysListCommand implements Callable<Integer> {
  @Mixin private KeysPlace place;
  @Mixin private Asking asking;

  @Override
  public Integer call() throws InterruptedException {
    KeyList answer = place.isGiven() ? atBroker() : asking.ask(client -> client.admin().listKeys());
    asking.print(answer, text(answer.keys()));
    return ExitCode.OK;
  }

  private KeyList atBroker() throws InterruptedException {
    List<KeyAnswer> keys =
        place.at((topic, _) ->
            topic.read().keys().values().stream().map(key -> KeysPlace.answer(key, null)).toList());
    return new KeyList(keys);
  }

  private static String text(List<KeyAnswer> keys) {
    return keys.isEmpty()
        ? "no keys"
        : keys.stream()
            .map(key ->
                key.id()
                    + "  "
                    + key.name()
                    + "  "
                    + String.join(",", key.scopes())
                    + (key.galleries().isEmpty() ? "" : "  in " + String.join(",", key.galleries()))
                    + (key.expires() == null ? "" : "  until " + key.expires()))
            .collect(Collectors.joining(System.lineSeparator()));
  }
}
