package dev.likeness.ingest.deadletters;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Reason;
import dev.likeness.faces.Source;
import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Publishes dead letters again to the topic they came from. What would only become a dead letter
 * once more is refused. The letters themselves stay where they are; publishing one twice gives the
 * same face twice, which is once.
 */
final class DeadLetterReplay {
  private final DeadLetterReader letters;
  private final Function<ProducerRecord<byte[], byte[]>, Source> log;

  /**
   * @param log publishes a record and says where it stands once the broker has it
   */
  DeadLetterReplay(DeadLetterReader letters, Function<ProducerRecord<byte[], byte[]>, Source> log) {
    this.letters = letters;
    this.log = log;
  }

  /** Publishes what is asked for, and says of each letter what became of it, by offset. */
  List<Replayed> replay(ReplayRequest request) {
    try (DeadLetterReader.Reading reading = letters.open()) {
      return request.offsets().isEmpty() ? all(reading) : some(reading, request);
    }
  }

  private List<Replayed> all(DeadLetterReader.Reading reading) {
    List<Replayed> results = new ArrayList<>();
    for (var letter = reading.from(0);
        letter.isPresent();
        letter = reading.from(letter.get().offset() + 1)) {
      results.add(publish(letter.get(), Optional.empty()));
    }
    return results;
  }

  private List<Replayed> some(DeadLetterReader.Reading reading, ReplayRequest request) {
    return request.offsets().stream()
        .map(offset ->
            reading
                .from(offset)
                .filter(letter -> letter.offset() == offset)
                .map(letter -> publish(letter, request.key()))
                .orElseGet(() -> unknown(offset)))
        .toList();
  }

  private static Replayed unknown(long offset) {
    return Replayed.refused(
        offset,
        "UNKNOWN_OFFSET",
        "no dead letter has offset " + offset + "; list them for those that are there");
  }

  private Replayed publish(ConsumerRecord<byte[], byte[]> letter, Optional<FaceKey> newKey) {
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
    try {
      FaceKey key = newKey.orElseGet(() -> FaceKey.fromBytes(ownKey(letter)));
      Source position =
          log.apply(
              new ProducerRecord<>(
                  Topics.ENROLLMENTS,
                  null,
                  key.toBytes(),
                  letter.value(),
                  DeadLetters.original(letter.headers())));
      return Replayed.to(letter.offset(), Topics.ENROLLMENTS, key, position);
    } catch (InvalidFaceKeyException e) {
      return Replayed.refused(
          letter.offset(),
          Reason.BAD_KEY.name(),
          e.getMessage() + "; publish it alone with a key that is one");
    }
  }

  private static byte[] ownKey(ConsumerRecord<byte[], byte[]> letter) {
    byte @Nullable [] key = letter.key();
    return key == null ? new byte[0] : key;
  }
}
