package dev.likeness.standalone.cli;

import dev.likeness.cli.Asking;
import dev.likeness.cli.ExitCode;
import dev.likeness.cli.Failure;
import dev.likeness.client.model.KeyAnswer;
import dev.likeness.client.model.KeyRequest;
import dev.likeness.topics.AccessKey;
import dev.likeness.topics.AccessState;
import dev.likeness.topics.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness keys create}: shows the key, once. */
@Command(
    name = "create",
    description = {
      "Create a key and print it. It is shown this once: what is kept cannot be turned back into it.",
      "Scopes: enroll, search, read, change, forget, embed, audit, admin. A key that may enroll and",
      "forget, without an end, galleries or limits, is also a user of the embedded Kafka broker."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysCreateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "Whose key it will be.")
  private String name;

  @Option(
      names = "--scope",
      required = true,
      split = ",",
      paramLabel = "SCOPE",
      description = "What it may do; give several, or several times.")
  private List<String> scopes = new ArrayList<>();

  @Option(
      names = "--gallery",
      split = ",",
      paramLabel = "GALLERY",
      description = "The only gallery it knows; may be given several times (default: all).")
  private List<String> galleries = new ArrayList<>();

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "When it ends: 2027-01-31T00:00:00Z, or after a time such as P90D.")
  private @Nullable String expires;

  @Option(
      names = "--requests-per-second",
      paramLabel = "N",
      description = "How many requests it may make (default: any number).")
  private @Nullable Integer requestsPerSecond;

  @Option(
      names = "--bytes-in-flight",
      paramLabel = "N",
      description = "How many bytes of requests may be in work at once (default: any).")
  private @Nullable Long bytesInFlight;

  @Mixin private KeysPlace place;
  @Mixin private Asking asking;

  @Override
  public Integer call() throws InterruptedException {
    KeyAnswer made =
        place.isGiven() ? atBroker() : asking.ask(client -> client.admin().createKey(request()));
    asking.print(
        made,
        made.key()
            + System.lineSeparator()
            + "id "
            + made.id()
            + "; keep the key above, it is not shown again");
    return ExitCode.OK;
  }

  private KeyRequest request() {
    return new KeyRequest(
        name,
        scopes,
        galleries,
        expires == null ? null : expires(Instant.now()),
        requestsPerSecond,
        bytesInFlight);
  }

  private KeyAnswer atBroker() throws InterruptedException {
    Instant now = Instant.now();
    AccessKey.Made made;
    try {
      made =
          AccessKey.make(
              name,
              scopes.stream().map(Scope::parse).toList(),
              galleries,
              now,
              expires == null ? null : expires(now),
              requestsPerSecond,
              bytesInFlight);
    } catch (IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
    place.at((topic, users) -> {
      AccessState before = topic.read();
      users.add(made);
      topic.write(AccessState.create(made.key()));
      return before;
    });
    return KeysPlace.answer(made.key(), made.token().text());
  }

  private Instant expires(Instant now) {
    String text = String.valueOf(expires);
    try {
      return text.startsWith("P") ? now.plus(Duration.parse(text)) : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new Failure(
          "--expires is '" + text + "', expected a time such as 2027-01-31T00:00:00Z, or P90D", e);
    }
  }
}
