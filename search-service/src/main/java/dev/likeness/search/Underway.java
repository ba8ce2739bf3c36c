package dev.likeness.search;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.store.TopicEnds;
import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.Topics;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The faces whose photos are in the log and not in the index: those on their way, and those that
 * became dead letters. Safe for all threads.
 *
 * <p>Every method throws {@link Problem} {@link Code#BROKER_UNAVAILABLE} if the broker does not
 * answer.
 */
final class Underway {
  private final EnrollmentReader enrollments;
  private final Function<IsolationLevel, EnrollmentReader> readers;
  private final Supplier<EnrollmentReader> letters;
  private final Supplier<TopicEnds> written;

  /**
   * @param enrollments what is committed of them
   * @param readers of the enrollments, closed by this object
   * @param letters readers of the dead letters, closed by this object
   * @param written how far the enrollments reach, open transactions and all
   */
  Underway(
      EnrollmentReader enrollments,
      Function<IsolationLevel, EnrollmentReader> readers,
      Supplier<EnrollmentReader> letters,
      Supplier<TopicEnds> written) {
    this.enrollments = enrollments;
    this.readers = readers;
    this.letters = letters;
    this.written = written;
  }

  /**
   * The faces of photos which the index has not seen. Behind the beginning of an open transaction
   * stand photos that were acknowledged, and nobody reads them before it ends: whatever is written
   * there counts, its own records too.
   */
  SortedSet<FaceKey> faces(IndexGeneration asked, Predicate<FaceKey> wanted) {
    SortedSet<FaceKey> keys = new TreeSet<>();
    Map<Integer, Long> seen = asked.shards().view().positions();
    Map<Integer, Long> read =
        enrollments.readToTheEnds(
            partition -> seen.getOrDefault(partition, -1L) + 1,
            record -> add(record, wanted, keys));
    Map<Integer, Long> all = written();
    if (all.entrySet().stream().anyMatch(end -> end.getValue() > at(read, end.getKey()))) {
      try (EnrollmentReader uncommitted = readers.apply(IsolationLevel.READ_UNCOMMITTED)) {
        var _ =
            uncommitted.readToTheEnds(
                partition -> at(read, partition), record -> add(record, wanted, keys));
      }
    }
    return keys;
  }

  private static long at(Map<Integer, Long> read, int partition) {
    return read.getOrDefault(partition, 0L);
  }

  private static void add(
      ConsumerRecord<byte[], byte[]> record, Predicate<FaceKey> wanted, SortedSet<FaceKey> keys) {
    byte @Nullable [] key = record.key();
    byte @Nullable [] photo = record.value();
    if (key == null || photo == null) {
      return;
    }
    try {
      FaceKey face = FaceKey.fromBytes(key);
      if (wanted.test(face)) {
        keys.add(face);
      }
    } catch (InvalidFaceKeyException e) {
      // of nobody
    }
  }

  /** Whether a dead letter keeps a record of a face. */
  boolean isDeadLetter(FaceKey key) {
    Set<String> letterKeys = new HashSet<>();
    try (EnrollmentReader reader = letters.get()) {
      var _ =
          reader.readToTheEnds(
              _ -> 0,
              letter -> {
                byte @Nullable [] letterKey = letter.key();
                String at = letterKey == null ? "" : new String(letterKey, StandardCharsets.UTF_8);
                if (letter.value() == null) {
                  letterKeys.remove(at);
                } else if (Arrays.equals(
                    DeadLetters.ownKey(letterKey, letter.headers()), key.toBytes())) {
                  letterKeys.add(at);
                }
              });
    }
    return !letterKeys.isEmpty();
  }

  private Map<Integer, Long> written() {
    try {
      return written.get().now();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.BROKER_UNAVAILABLE, "the service is stopping; try again");
    } catch (ExecutionException | TimeoutException e) {
      throw Problem.of(
          Code.BROKER_UNAVAILABLE,
          "the Kafka broker does not say how far " + Topics.ENROLLMENTS + " reaches; try again");
    }
  }
}
