package dev.likeness.runtime;

import dev.likeness.topics.AccessKey;
import dev.likeness.topics.AccessState;
import dev.likeness.topics.AccessToken;
import dev.likeness.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The keys as this process knows them: {@link Topics#ACCESS} read to its end before HTTP answers,
 * followed from then on, and written to. A copy on disk holds where the topic cannot be read. Safe
 * for all threads; asking costs nothing.
 */
public final class Access implements SmartLifecycle, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Access.class);
  private static final String FIRST = "initial";

  private final FollowedTopic topic;
  private final LazyProducer producer;
  private final KeysFile copy;
  private final @Nullable Path initialKey;
  private final KafkaUsers users;
  private AccessState reading = AccessState.NOTHING;
  private volatile @Nullable AccessState state;

  /**
   * @param consumer of no group; closed by this object
   * @param producer opens one configured for acks=all, which few processes ever need; closed by
   *     this object
   * @param initialKey a file with the token of a key of all scopes, made known if no key is; null
   *     for none
   * @param users of the broker, which are in line with the keys before anything answers
   */
  Access(
      Consumer<byte[], byte[]> consumer,
      Supplier<Producer<byte[], byte[]>> producer,
      KeysFile copy,
      @Nullable Path initialKey,
      KafkaUsers users) {
    this.topic = new FollowedTopic(consumer, Topics.ACCESS, this::take, () -> now(reading));
    this.producer = new LazyProducer(producer);
    this.copy = copy;
    this.initialKey = initialKey;
    this.users = users;
  }

  /** What the topic says, as far as it was read; null before it was read once. */
  public @Nullable AccessState state() {
    return state;
  }

  /**
   * Makes a key known, as {@link #write} does.
   *
   * @throws ExecutionException if the broker did not store it
   */
  public void create(AccessKey.Made made) throws ExecutionException, InterruptedException {
    users.add(made);
    write(AccessState.create(made.key()));
  }

  /**
   * Revokes a key, as {@link #write} does. Its user goes first: what fails can then be repeated.
   *
   * @throws ExecutionException if the broker did not store it
   */
  public void revoke(String id) throws ExecutionException, InterruptedException {
    users.remove(id);
    write(AccessState.revoke(id));
  }

  /**
   * Writes a record of {@link AccessState} and returns once the broker has it and, unless that
   * takes long, {@link #state} knows it.
   */
  private void write(ProducerRecord<byte[], byte[]> record)
      throws ExecutionException, InterruptedException {
    topic.awaitRead(producer.send(record, null).get().offset());
  }

  @Override
  public void start() {
    state = copy.read();
    try {
      topic.readToTheEnd();
      if (reading.keys().isEmpty() && initialKey != null) {
        AccessKey.Made first = first(initialKey);
        users.add(first);
        producer.send(AccessState.create(first.key()), null).get();
        topic.readToTheEnd();
      }
      now(reading);
      keepUsers();
    } catch (KafkaException | ExecutionException e) {
      if (state == null) {
        throw new IllegalStateException("topic " + Topics.ACCESS + " cannot be read", e);
      }
      log.warn("{} cannot be read; the keys of the last run hold", Topics.ACCESS, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the keys were read", e);
    }
    topic.follow();
  }

  private void keepUsers() throws InterruptedException {
    try {
      users.keep(reading);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the broker's users cannot be brought in line with the keys: " + e.getCause(), e);
    }
  }

  private static AccessKey.Made first(Path file) {
    try {
      return AccessToken.parse(Files.readString(file).strip())
          .map(token -> AccessKey.first(FIRST, token, Instant.now()))
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "likeness.access.initial-key-file is "
                      + file
                      + ", which holds no key; docs/security.md says how to make one"));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "likeness.access.initial-key-file is "
              + file
              + ", which cannot be read: "
              + e.getClass().getSimpleName(),
          e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    reading = reading.after(record.key(), record.value());
    // Half of the topic may say that a key is good which the other half revokes.
    if (topic.isFollowed()) {
      now(reading);
      if (record.key() != null && record.value() == null) {
        removeUser(new String(record.key(), StandardCharsets.UTF_8));
      }
    }
  }

  /** Whoever has revoked the key: it need not have been this process. */
  private void removeUser(String id) {
    try {
      users.remove(id);
    } catch (ExecutionException e) {
      log.warn("key {} was revoked, but is a user of the broker until the next start", id, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void now(AccessState known) {
    state = known;
    copy.write(known);
  }

  @Override
  public void stop() {
    topic.stop();
    producer.close(FollowedTopic.POLL);
  }

  /** Also where it was never started, since something else could not be. */
  @Override
  public void close() {
    stop();
  }

  @Override
  public boolean isRunning() {
    return topic.isRunning();
  }

  /** Before everything that answers, once the topics are there. */
  @Override
  public int getPhase() {
    return KafkaTopics.PHASE + 1;
  }
}
