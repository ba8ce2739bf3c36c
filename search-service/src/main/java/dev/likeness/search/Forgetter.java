package dev.likeness.search;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Source;
import dev.likeness.search.store.Shards;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Forgets faces: writes a tombstone for each and answers once the index has seen it, so that a face
 * is unfindable when its caller hears that it is. Safe for all threads.
 */
final class Forgetter {
  private static final int PAGE = 1_000;

  private final Shards shards;
  private final ReadYourWrites writes;
  private final EnrollmentReader enrollments;
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;

  Forgetter(
      Shards shards,
      ReadYourWrites writes,
      EnrollmentReader enrollments,
      Producer<byte[], byte[]> producer,
      String topic,
      int partitions) {
    this.shards = shards;
    this.writes = writes;
    this.enrollments = enrollments;
    this.producer = producer;
    this.topic = topic;
    this.partitions = partitions;
  }

  /** Forgets one face, also one the index does not know: its photo may be on its way. */
  Receipt forget(FaceKey key) {
    return forget(List.of(key));
  }

  /**
   * Forgets every face of a subject: those in the index and those whose photos the index has not
   * seen yet.
   *
   * @throws Problem {@link Code#UNKNOWN_SUBJECT} if there is none
   */
  Receipt forgetSubject(String gallery, String subject) {
    SortedSet<FaceKey> keys = new TreeSet<>(underway(gallery, subject));
    String after = null;
    List<FaceKey> page;
    do {
      page = shards.facesOfSubject(gallery, subject, after, PAGE);
      keys.addAll(page);
      after = page.isEmpty() ? null : page.getLast().face();
    } while (page.size() == PAGE);
    if (keys.isEmpty()) {
      throw Problem.of(
              Code.UNKNOWN_SUBJECT,
              "subject '" + subject + "' of gallery '" + gallery + "' has no faces")
          .with("field", "subject");
    }
    return forget(List.copyOf(keys));
  }

  private SortedSet<FaceKey> underway(String gallery, String subject) {
    SortedSet<FaceKey> keys = new TreeSet<>();
    Map<Integer, Long> seen = shards.positions();
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)).toList();
    enrollments
        .ends(all)
        .forEach((partition, end) ->
            enrollments.read(
                partition.partition(),
                seen.getOrDefault(partition.partition(), -1L) + 1,
                end,
                record -> {
                  addIfOf(gallery, subject, record.key(), keys);
                  return true;
                }));
    return keys;
  }

  private static void addIfOf(
      String gallery, String subject, byte[] recordKey, SortedSet<FaceKey> keys) {
    try {
      FaceKey key = FaceKey.fromBytes(recordKey);
      if (key.gallery().equals(gallery) && key.subject().equals(subject)) {
        keys.add(key);
      }
    } catch (InvalidFaceKeyException e) {
      // of nobody
    }
  }

  private Receipt forget(List<FaceKey> keys) {
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (FaceKey key : keys) {
        sent.add(producer.send(EnrollmentRecords.tombstone(key)));
      }
      List<ForgottenFace> faces = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        RecordMetadata stored = sent.get(i).get();
        faces.add(ForgottenFace.of(keys.get(i), new Source(stored.partition(), stored.offset())));
      }
      faces.forEach(face -> writes.await(face.position()));
      return new Receipt("forgotten", faces);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.BROKER_UNAVAILABLE, "the service is stopping; try again");
    } catch (ExecutionException | KafkaException e) {
      throw Problem.of(
          Code.BROKER_UNAVAILABLE, "the Kafka broker did not store the tombstones; try again");
    }
  }

  /** What was forgotten, and where each tombstone stands. */
  record Receipt(String status, List<ForgottenFace> faces) {}

  /** One forgotten face; {@code position} is its tombstone's. */
  record ForgottenFace(String gallery, String subject, String face, String position) {
    static ForgottenFace of(FaceKey key, Source position) {
      return new ForgottenFace(key.gallery(), key.subject(), key.face(), position.toString());
    }
  }
}
