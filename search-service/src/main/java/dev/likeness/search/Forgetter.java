package dev.likeness.search;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import dev.likeness.faces.Source;
import dev.likeness.search.generation.Generations;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.store.Shards;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Forgets faces: writes a tombstone for each and answers once the index has seen it, so that a face
 * is unfindable when its caller hears that it is. A generation that is about to take over has to
 * have seen it as well. Safe for all threads.
 */
final class Forgetter {
  private static final int PAGE = 1_000;

  private final Generations generations;
  private final EnrollmentReader enrollments;
  private final Producer<byte[], byte[]> producer;
  private final Duration erasure;

  /**
   * @param erasure after this long at the latest a forgotten photo is gone from the broker's disk
   */
  Forgetter(
      Generations generations,
      EnrollmentReader enrollments,
      Producer<byte[], byte[]> producer,
      Duration erasure) {
    this.generations = generations;
    this.enrollments = enrollments;
    this.producer = producer;
    this.erasure = erasure;
  }

  /** Forgets one face, also one the index does not know: its photo may be on its way. */
  ForgetReceipt forget(FaceKey key) {
    return generations.ask(asked -> forget(asked, List.of(key)));
  }

  /**
   * Forgets every face of a subject: those in the index and those whose photos the index has not
   * seen yet.
   *
   * @throws Problem {@link Code#UNKNOWN_SUBJECT} if there is none
   */
  ForgetReceipt forgetSubject(String gallery, String subject) {
    return generations.ask(asked -> {
      SortedSet<FaceKey> keys =
          underway(asked, key -> key.gallery().equals(gallery) && key.subject().equals(subject));
      addFaces(asked.shards(), gallery, subject, keys);
      if (keys.isEmpty()) {
        throw Problem.of(
                Code.UNKNOWN_SUBJECT,
                "subject '" + subject + "' of gallery '" + gallery + "' has no faces")
            .with("field", "subject");
      }
      return forget(asked, List.copyOf(keys));
    });
  }

  /**
   * As {@link #forgetSubject}, of all subjects of a gallery.
   *
   * @throws Problem {@link Code#UNKNOWN_GALLERY} if there is none
   */
  ForgetReceipt forgetGallery(String gallery) {
    return generations.ask(asked -> {
      SortedSet<FaceKey> keys = underway(asked, key -> key.gallery().equals(gallery));
      String after = null;
      List<String> page;
      do {
        page = List.copyOf(asked.shards().subjects(gallery, after, PAGE).keySet());
        page.forEach(subject -> addFaces(asked.shards(), gallery, subject, keys));
        after = page.isEmpty() ? null : page.getLast();
      } while (page.size() == PAGE);
      if (keys.isEmpty()) {
        throw Problem.of(Code.UNKNOWN_GALLERY, "gallery '" + gallery + "' has no faces")
            .with("field", "gallery");
      }
      return forget(asked, List.copyOf(keys));
    });
  }

  private static void addFaces(
      Shards shards, String gallery, String subject, SortedSet<FaceKey> keys) {
    String after = null;
    List<FaceKey> page;
    do {
      page = shards.facesOfSubject(gallery, subject, after, PAGE);
      keys.addAll(page);
      after = page.isEmpty() ? null : page.getLast().face();
    } while (page.size() == PAGE);
  }

  /** The faces whose photos are in the log and have not come to the index. */
  private SortedSet<FaceKey> underway(IndexGeneration asked, Predicate<FaceKey> wanted) {
    SortedSet<FaceKey> keys = new TreeSet<>();
    Map<Integer, Long> seen = asked.shards().view().positions();
    enrollments.readToTheEnds(
        partition -> seen.getOrDefault(partition, -1L) + 1,
        record -> {
          try {
            FaceKey key = FaceKey.fromBytes(record.key());
            if (wanted.test(key)) {
              keys.add(key);
            }
          } catch (InvalidFaceKeyException e) {
            // of nobody
          }
        });
    return keys;
  }

  private ForgetReceipt forget(IndexGeneration asked, List<FaceKey> keys) {
    List<Source> tombstones = publish(keys);
    Map<Integer, Source> last = new HashMap<>();
    tombstones.forEach(
        place -> last.merge(place.partition(), place, (a, b) -> a.offset() > b.offset() ? a : b));
    for (Source place : last.values()) {
      ReadYourWrites.await(asked.shards(), place);
      generations
          .building()
          .filter(IndexGeneration::hasCaughtUp)
          .ifPresent(next -> ReadYourWrites.await(next.shards(), place));
    }
    Instant now = Instant.now();
    return ForgetReceipt.of(keys, tombstones, now, now.plus(erasure));
  }

  private List<Source> publish(List<FaceKey> keys) {
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (FaceKey key : keys) {
        sent.add(producer.send(EnrollmentRecords.tombstone(key)));
      }
      List<Source> tombstones = new ArrayList<>();
      for (Future<RecordMetadata> one : sent) {
        RecordMetadata stored = one.get();
        tombstones.add(new Source(stored.partition(), stored.offset()));
      }
      return tombstones;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(Code.BROKER_UNAVAILABLE, "the service is stopping; try again");
    } catch (ExecutionException | KafkaException e) {
      throw Problem.of(
          Code.BROKER_UNAVAILABLE, "the Kafka broker did not store the tombstones; try again");
    }
  }
}
