package dev.likeness.ingest.deadletters;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Segments;
import dev.likeness.faces.Source;
import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes dead letters again to the topic they came from. What would only become a dead letter
 * once more is refused. So is a letter whose face was enrolled or forgotten since: publishing it
 * would undo that.
 *
 * <p>A letter stays where it is, and goes when its own key is forgotten. One that was published
 * under another key is taken back: whoever forgets that key would not find the photo in it.
 */
final class DeadLetterReplay {
  private final DeadLetterReader letters;
  private final Function<Map<FaceKey, Long>, Map<FaceKey, Long>> later;
  private final Function<ProducerRecord<byte[], byte[]>, Source> log;

  /**
   * @param later by key the time of its last record, of keys with the time from which one counts
   * @param log publishes a record and says where it stands once the broker has it
   */
  DeadLetterReplay(
      DeadLetterReader letters,
      Function<Map<FaceKey, Long>, Map<FaceKey, Long>> later,
      Function<ProducerRecord<byte[], byte[]>, Source> log) {
    this.letters = letters;
    this.later = later;
    this.log = log;
  }

  /** Publishes what is asked for, and says of each letter what became of it, by offset. */
  List<Replayed> replay(ReplayRequest request) {
    Map<FaceKey, Long> since = new HashMap<>();
    if (!request.force()) {
      read(request, letter -> since(letter, request, since), _ -> {});
    }
    Map<FaceKey, Long> last = later.apply(since);
    List<Replayed> results = new ArrayList<>();
    read(
        request,
        letter -> results.add(publish(letter, request, last)),
        offset -> results.add(unknown(offset)));
    return results;
  }

  private void read(
      ReplayRequest request,
      Consumer<ConsumerRecord<byte[], byte[]>> found,
      Consumer<Long> unknown) {
    try (DeadLetterReader.Reading reading = letters.open()) {
      if (request.wanted().isEmpty()) {
        for (var letter = reading.from(0);
            letter.isPresent();
            letter = reading.from(letter.get().offset() + 1)) {
          found.accept(letter.get());
        }
        return;
      }
      for (long offset : request.wanted()) {
        reading
            .from(offset)
            .filter(letter -> letter.offset() == offset)
            .ifPresentOrElse(found, () -> unknown.accept(offset));
      }
    }
  }

  private static void since(
      ConsumerRecord<byte[], byte[]> letter, ReplayRequest request, Map<FaceKey, Long> since) {
    try {
      since.merge(key(letter, request), letter.timestamp(), Math::min);
    } catch (InvalidFaceKeyException e) {
      // refused when it is to be published
    }
  }

  private static FaceKey key(ConsumerRecord<byte[], byte[]> letter, ReplayRequest request) {
    FaceKey key =
        request
            .under()
            .orElseGet(() -> FaceKey.fromBytes(DeadLetters.ownKey(letter.key(), letter.headers())));
    Segments.requireGallery(key.gallery());
    return key;
  }

  private static Replayed unknown(long offset) {
    return Replayed.refused(
        offset,
        "UNKNOWN_OFFSET",
        "no dead letter has offset " + offset + "; list them for those that are there");
  }

  private Replayed publish(
      ConsumerRecord<byte[], byte[]> letter, ReplayRequest request, Map<FaceKey, Long> last) {
    String topic = DeadLetters.text(letter.headers(), DeadLetters.SOURCE_TOPIC);
    if (!Topics.ENROLLMENTS.equals(topic)) {
      return Replayed.refused(
          letter.offset(),
          "UNKNOWN_TOPIC",
          "its header "
              + DeadLetters.SOURCE_TOPIC
              + " is '"
              + topic
              + "', only records of "
              + Topics.ENROLLMENTS
              + " can be published again");
    }
    String omitted = DeadLetters.text(letter.headers(), DeadLetters.OMITTED);
    if (omitted != null) {
      return Replayed.refused(
          letter.offset(),
          "INCOMPLETE",
          "its record was too large to be kept whole, left out is: " + omitted);
    }
    try {
      FaceKey key = key(letter, request);
      Long since = last.get(key);
      if (since != null && since >= letter.timestamp()) {
        return superseded(letter, key, since);
      }
      Source position = log.apply(record(letter, key));
      byte[] own = DeadLetters.ownKey(letter.key(), letter.headers());
      if (!Arrays.equals(own, key.toBytes())) {
        var _ = log.apply(DeadLetters.takenBack(new String(letter.key(), StandardCharsets.UTF_8)));
      }
      return Replayed.to(letter.offset(), Topics.ENROLLMENTS, key, position);
    } catch (InvalidFaceKeyException e) {
      return Replayed.refused(
          letter.offset(),
          Reason.BAD_KEY.name(),
          e.getMessage() + "; publish it alone with a key that is one");
    }
  }

  private static Replayed superseded(
      ConsumerRecord<byte[], byte[]> letter, FaceKey key, long since) {
    return Replayed.refused(
        letter.offset(),
        "SUPERSEDED",
        key
            + " was enrolled or forgotten at "
            + Instant.ofEpochMilli(since)
            + ", after this record of "
            + Instant.ofEpochMilli(letter.timestamp())
            + "; force it to replace that");
  }

  private static ProducerRecord<byte[], byte[]> record(
      ConsumerRecord<byte[], byte[]> letter, FaceKey key) {
    boolean tombstone = DeadLetters.isTombstone(letter.value(), letter.headers());
    return new ProducerRecord<>(
        Topics.ENROLLMENTS,
        null,
        key.toBytes(),
        tombstone ? null : letter.value(),
        DeadLetters.original(letter.headers()));
  }
}
