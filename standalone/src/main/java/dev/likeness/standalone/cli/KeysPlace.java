package dev.likeness.standalone.cli;

import dev.likeness.broker.BrokerSettings;
import dev.likeness.broker.DataDirectory;
import dev.likeness.broker.EmbeddedBroker;
import dev.likeness.cli.Failure;
import dev.likeness.client.model.KeyAnswer;
import dev.likeness.runtime.AccessTopic;
import dev.likeness.runtime.KafkaUsers;
import dev.likeness.standalone.EmbeddedUsers;
import dev.likeness.topics.AccessKey;
import dev.likeness.topics.Scope;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where keys are, if not behind a running Likeness. */
final class KeysPlace {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data of a Likeness that does not run; starts its broker for the moment.")
  private @Nullable Path data;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "A Kafka broker to write to.")
  private @Nullable String bootstrap;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Properties of the Kafka client, such as how it proves itself.")
  private @Nullable Path config;

  /** What is done with the topic of keys, and with those who come to the broker by a key. */
  @FunctionalInterface
  interface Work<T> {
    T on(AccessTopic topic, KafkaUsers users) throws ExecutionException, InterruptedException;
  }

  /** Whether keys are asked for at a broker and not over HTTP. */
  boolean isGiven() {
    return data != null || bootstrap != null;
  }

  /** Does {@code work} on the topic of keys. */
  <T> T at(Work<T> work) throws InterruptedException {
    if (data != null && bootstrap != null) {
      throw new Failure("--data and --bootstrap are two places; give one");
    }
    if (bootstrap != null) {
      return on(work, bootstrap, KafkaUsers.NONE);
    }
    if (data == null) {
      throw new IllegalStateException("no place was given");
    }
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(DataDirectory.lock(data), BrokerSettings.local(0))) {
      return on(work, broker.bootstrap(), new EmbeddedUsers(broker.settings()));
    }
  }

  private <T> T on(Work<T> work, String servers, KafkaUsers users) throws InterruptedException {
    Map<String, Object> client = new LinkedHashMap<>();
    if (config != null) {
      try (Reader text = Files.newBufferedReader(config)) {
        Properties properties = new Properties();
        properties.load(text);
        properties.forEach((name, value) -> client.put(name.toString(), value));
      } catch (IOException e) {
        throw new Failure("--kafka-config " + config + " cannot be read: " + e.getMessage(), e);
      }
    }
    client.put("bootstrap.servers", servers);
    try {
      return work.on(new AccessTopic(client), users);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new Failure("the Kafka broker at " + servers + " refuses: " + cause.getMessage(), e);
    }
  }

  /** A key as the routes answer it. */
  static KeyAnswer answer(AccessKey key, @Nullable String token) {
    return new KeyAnswer(
        key.id(),
        key.name(),
        token,
        key.scopes().stream().map(Scope::text).toList(),
        List.copyOf(key.galleries()),
        key.created(),
        key.expires(),
        key.requestsPerSecond(),
        key.bytesInFlight());
  }
}
