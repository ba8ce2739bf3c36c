package dev.likeness.standalone.cli;

import dev.likeness.cli.Asking;
import dev.likeness.cli.ExitCode;
import dev.likeness.cli.Failure;
import dev.likeness.client.model.KeyAnswer;
import dev.likeness.runtime.AccessTopic;
import dev.likeness.runtime.KafkaUsers;
import dev.likeness.topics.AccessKey;
import dev.likeness.topics.AccessState;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code likeness keys revoke}: within a second, everywhere. */
@Command(name = "revoke", description = "Revoke a key, on every instance within a second.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysRevokeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The key's id, as listed.")
  private String id;

  @Mixin private KeysPlace place;
  @Mixin private Asking asking;

  @Override
  public Integer call() throws InterruptedException {
    KeyAnswer answer =
        place.isGiven()
            ? KeysPlace.answer(place.at(this::revoke), null)
            : asking.ask(client -> client.admin().revokeKey(id));
    asking.print(answer, "revoked: " + id + " (" + answer.name() + ")");
    return ExitCode.OK;
  }

  private AccessKey revoke(AccessTopic topic, KafkaUsers users)
      throws ExecutionException, InterruptedException {
    AccessKey key = topic.read().keys().get(id);
    if (key == null) {
      throw new Failure("key '" + id + "' is not known; likeness keys list shows all");
    }
    users.remove(id);
    topic.write(AccessState.revoke(id));
    return key;
  }
}
