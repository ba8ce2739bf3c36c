package dev.likeness.search.erasure;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.log.EnrollmentReader;
import dev.likeness.search.store.EndOffsets;
import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.Partitions;
import dev.likeness.topics.Topics;
import dev.likeness.web.Broker;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
public final class Underway {
  private final EnrollmentReader enrollments;
  private final Function<IsolationLevel, EnrollmentReader> readers;
  private final Supplier<EnrollmentReader> letters;
  private final Supplier<EndOffsets> written;

  /**
   * What is on its way.
   *
   * @param strays by partition, the last offset at which a photo of theirs stands that does not
   *     belong there: it becomes a dead letter
   */
  public record Found(SortedSet<FaceKey> faces, Map<Integer, Long> strays) {}

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
      Supplier<EndOffsets> written) {
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
  public Found faces(IndexGeneration asked, Predicate<FaceKey> wanted) {
    Found found = new Found(new TreeSet<>(), new HashMap<>());
    int partitions = asked.gatherer().partitions();
    Map<Integer, Long> seen = asked.shards().view().positions();
    Map<Integer, Long> read =
        enrollments.readToTheEnds(
            partition -> seen.getOrDefault(partition, -1L) + 1,
            record -> add(record, wanted, partitions, found));
    Map<Integer, Long> all = written();
    if (all.entrySet().stream().anyMatch(end -> end.getValue() > at(read, end.getKey()))) {
      try (EnrollmentReader uncommitted = readers.apply(IsolationLevel.READ_UNCOMMITTED)) {
        var _ =
            uncommitted.readToTheEnds(
                partition -> at(read, partition), record -> add(record, wanted, partitions, found));
      }
    }
    return found;
  }

  private static long at(Map<Integer, Long> read, int partition) {
    return read.getOrDefault(partition, 0L);
  }

  private static void add(
      ConsumerRecord<byte[], byte[]> record,
      Predicate<FaceKey> wanted,
      int partitions,
      Found found) {
    byte @Nullable [] key = record.key();
    byte @Nullable [] photo = record.value();
    if (key == null || photo == null) {
      return;
    }
    try {
      FaceKey face = FaceKey.fromBytes(key);
      if (wanted.test(face)) {
        found.faces().add(face);
        if (Partitions.of(key, partitions) != record.partition()) {
          found.strays().merge(record.partition(), record.offset(), Math::max);
        }
      }
    } catch (InvalidFaceKeyException e) {
      // of nobody
    }
  }

  /** The dead letters that keep records of faces, by their own keys as text. */
  Map<String, FaceKey> letters(Predicate<FaceKey> wanted) {
    Map<String, FaceKey> found = new LinkedHashMap<>();
    try (EnrollmentReader reader = letters.get()) {
      var _ =
          reader.readToTheEnds(
              _ -> 0,
              letter -> {
                byte @Nullable [] letterKey = letter.key();
                String at = letterKey == null ? "" : new String(letterKey, StandardCharsets.UTF_8);
                found.remove(at);
                if (letter.value() != null) {
                  face(DeadLetters.ownKey(letterKey, letter.headers()))
                      .filter(wanted)
                      .ifPresent(face -> found.put(at, face));
                }
              });
    }
    return found;
  }

  private static Optional<FaceKey> face(byte[] key) {
    try {
      return Optional.of(FaceKey.fromBytes(key));
    } catch (InvalidFaceKeyException e) {
      return Optional.empty(); // of nobody
    }
  }

  private Map<Integer, Long> written() {
    return Broker.ask(
        "does not say how far " + Topics.ENROLLMENTS + " reaches", () -> written.get().now());
  }
}
