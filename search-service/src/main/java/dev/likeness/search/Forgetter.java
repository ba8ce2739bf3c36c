package dev.likeness.search;

import dev.likeness.faces.FaceKey;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
  private final Underway underway;
  private final Producer<byte[], byte[]> producer;
  private final Duration erasure;

  /**
   * @param erasure after this long at the latest a forgotten photo is gone from the broker's disk
   */
  Forgetter(
      Generations generations,
      Underway underway,
      Producer<byte[], byte[]> producer,
      Duration erasure) {
    this.generations = generations;
    this.underway = underway;
    this.producer = producer;
    this.erasure = erasure;
  }

  /**
   * Forgets one face, also one the index does not know: its photo may be on its way, or be a dead
   * letter.
   *
   * @throws Problem {@link Code#UNKNOWN_FACE} if there is no trace of it
   */
  ForgetReceipt forget(FaceKey key) {
    return generations.ask(asked -> {
      if (asked.shards().face(key).isEmpty()
          && underway.faces(asked, key::equals).isEmpty()
          && asked.shards().face(key).isEmpty() // it may have arrived before it was looked for
          && !underway.isDeadLetter(key)) {
        throw Problem.of(Code.UNKNOWN_FACE, "face '" + key + "' is not known")
            .with("field", "face");
      }
      return forget(asked, List.of(key));
    });
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
          underway.faces(
              asked, key -> key.gallery().equals(gallery) && key.subject().equals(subject));
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
      SortedSet<FaceKey> keys = underway.faces(asked, key -> key.gallery().equals(gallery));
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
