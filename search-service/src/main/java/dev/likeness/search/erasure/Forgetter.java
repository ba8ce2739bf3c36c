package dev.likeness.search.erasure;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Source;
import dev.likeness.runtime.HeldBack;
import dev.likeness.search.generation.Generations;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.http.ReadYourWrites;
import dev.likeness.search.store.Shards;
import dev.likeness.topics.DeadLetters;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.web.Broker;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import dev.likeness.web.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Forgets faces: writes a tombstone for each and answers once the index has seen it, so that a face
 * is unfindable when its caller hears that it is. A generation that is about to take over has to
 * have seen it as well. Safe for all threads.
 */
public final class Forgetter {
  private static final int PAGE = 1_000;

  private final Generations generations;
  private final Underway underway;
  private final Producer<byte[], byte[]> producer;
  private final Duration erasure;
  private final Function<Source, Optional<HeldBack>> holding;

  /**
   * @param holding the transaction that holds a tombstone back, if one does
   * @param erasure after this long at the latest a forgotten photo is gone from the broker's disk
   */
  Forgetter(
      Generations generations,
      Underway underway,
      Producer<byte[], byte[]> producer,
      Function<Source, Optional<HeldBack>> holding,
      Duration erasure) {
    this.holding = holding;
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
  public ForgetReceipt forget(FaceKey key) {
    return generations.ask(asked -> {
      boolean isIndexed = asked.shards().face(key).isPresent();
      Underway.Found found = underway.faces(asked, key::equals);
      if (!isIndexed
          && found.faces().isEmpty()
          && asked.shards().face(key).isEmpty() // it may have arrived before it was looked for
          && underway.letters(key::equals).isEmpty()) {
        throw Unknown.face(key);
      }
      found.faces().add(key);
      return forget(asked, found, key::equals);
    });
  }

  /**
   * Forgets every face of a subject: those in the index, those whose photos the index has not seen
   * yet, and those of dead letters.
   *
   * @throws Problem {@link Code#UNKNOWN_SUBJECT} if there is none
   */
  public ForgetReceipt forgetSubject(String gallery, String subject) {
    Predicate<FaceKey> wanted =
        key -> key.gallery().equals(gallery) && key.subject().equals(subject);
    return generations.ask(asked -> {
      Underway.Found found = underway.faces(asked, wanted);
      addFaces(asked.shards(), gallery, subject, found.faces());
      found.faces().addAll(underway.letters(wanted).values());
      if (found.faces().isEmpty()) {
        throw Unknown.subject(gallery, subject);
      }
      return forget(asked, found, wanted);
    });
  }

  /**
   * As {@link #forgetSubject}, of all subjects of a gallery.
   *
   * @throws Problem {@link Code#UNKNOWN_GALLERY} if there is none
   */
  public ForgetReceipt forgetGallery(String gallery) {
    Predicate<FaceKey> wanted = key -> key.gallery().equals(gallery);
    return generations.ask(asked -> {
      Underway.Found found = underway.faces(asked, wanted);
      String after = null;
      List<String> page;
      do {
        page = List.copyOf(asked.shards().subjects(gallery, "", after, PAGE).keySet());
        page.forEach(subject -> addFaces(asked.shards(), gallery, subject, found.faces()));
        after = page.isEmpty() ? null : page.getLast();
      } while (page.size() == PAGE);
      found.faces().addAll(underway.letters(wanted).values());
      if (found.faces().isEmpty()) {
        throw Unknown.gallery(gallery);
      }
      return forget(asked, found, wanted);
    });
  }

  /** Adds every face of a subject that the index knows. */
  public static void addFaces(
      Shards shards, String gallery, String subject, SortedSet<FaceKey> keys) {
    String after = null;
    List<FaceKey> page;
    do {
      page = shards.facesOfSubject(gallery, subject, after, PAGE);
      keys.addAll(page);
      after = page.isEmpty() ? null : page.getLast().face();
    } while (page.size() == PAGE);
  }

  /**
   * A photo that stands on the wrong partition becomes a dead letter, so the letters are taken back
   * once the worker has passed it.
   */
  private ForgetReceipt forget(
      IndexGeneration asked, Underway.Found found, Predicate<FaceKey> wanted) {
    List<FaceKey> keys = List.copyOf(found.faces());
    List<Source> tombstones =
        publish(keys.stream().map(EnrollmentRecords::tombstone).toList()).stream()
            .map(stored -> new Source(stored.partition(), stored.offset()))
            .toList();
    Map<Integer, Long> last = new HashMap<>(found.strays());
    tombstones.forEach(place -> last.merge(place.partition(), place.offset(), Math::max));
    last.forEach((partition, offset) -> {
      Source place = new Source(partition, offset);
      ReadYourWrites.await(asked.shards(), place, holding);
      generations
          .building()
          .filter(IndexGeneration::hasCaughtUp)
          .ifPresent(next -> ReadYourWrites.await(next.shards(), place, holding));
    });
    Set<String> letters = underway.letters(wanted).keySet();
    var _ = publish(letters.stream().map(DeadLetters::takenBack).toList());
    Instant now = Instant.now();
    return ForgetReceipt.of(keys, tombstones, letters.size(), now, now.plus(erasure));
  }

  private List<RecordMetadata> publish(List<ProducerRecord<byte[], byte[]>> records) {
    return Broker.ask(
        "did not store the tombstones",
        () -> {
          List<Future<RecordMetadata>> sent = new ArrayList<>();
          for (ProducerRecord<byte[], byte[]> record : records) {
            sent.add(producer.send(record));
          }
          List<RecordMetadata> stored = new ArrayList<>();
          for (Future<RecordMetadata> one : sent) {
            stored.add(one.get());
          }
          return stored;
        });
  }
}
