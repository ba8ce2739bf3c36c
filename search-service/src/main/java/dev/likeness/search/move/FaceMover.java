package dev.likeness.search.move;

import dev.likeness.faces.Box;
import dev.likeness.faces.Cut;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidBoxException;
import dev.likeness.faces.Metadata;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Rejection;
import dev.likeness.faces.Source;
import dev.likeness.runtime.HeldBack;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.http.Probes;
import dev.likeness.search.http.ReadYourWrites;
import dev.likeness.search.log.EnrollmentReader;
import dev.likeness.search.store.IndexPosition;
import dev.likeness.topics.EnrollmentRecords;
import dev.likeness.topics.InvalidMetadataException;
import dev.likeness.topics.Partitions;
import dev.likeness.vision.EnrollmentPhoto;
import dev.likeness.vision.FaceEngine;
import dev.likeness.vision.PhotoAnalysis;
import dev.likeness.vision.Unusable;
import dev.likeness.web.Code;
import dev.likeness.web.Problem;
import dev.likeness.web.Unknown;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives enrolled faces another key, or other metadata. The photo is read back from the log and
 * published anew; of a face that moves, the old key is forgotten in the same transaction, so that
 * the face is at one of the two places at any time and at one of them in the end. Safe for all
 * threads.
 *
 * <p>Nothing is published of a photo that the model would not take: it is looked at first, and the
 * face stays where it is.
 */
final class FaceMover {
  private final EnrollmentReader enrollments;
  private final Probes probes;
  private final MoveLog log;
  private final Function<Source, Optional<HeldBack>> holding;

  /**
   * @param holding the transaction that holds a position back, if one does
   */
  FaceMover(
      EnrollmentReader enrollments,
      Probes probes,
      MoveLog log,
      Function<Source, Optional<HeldBack>> holding) {
    this.holding = holding;
    this.enrollments = enrollments;
    this.probes = probes;
    this.log = log;
  }

  /** A face that stands under another key now. */
  record Moved(FaceKey from, FaceKey to, Source position) {}

  /**
   * Moves one face.
   *
   * @throws Problem {@link Code#UNKNOWN_FACE} if there is none; {@link Code#FACE_EXISTS} if the
   *     other key is taken; {@link Code#FACE_CHANGED} if the face was enrolled anew or forgotten
   *     since the index saw it; the reason of the rejection if the photo would be rejected; {@link
   *     Code#BROKER_UNAVAILABLE}
   */
  Moved move(IndexGeneration asked, FaceKey from, FaceKey to) {
    IndexPosition seen = asked.shards().view();
    Outcome outcome = known(asked, from);
    requireFree(asked, seen, to);
    if (outcome instanceof Rejection rejection) {
      throw Problem.of(
              rejection.reason(),
              "face '"
                  + from
                  + "' stays: it is rejected, and would be again: "
                  + rejection.detail())
          .with("face", from.toString());
    }
    ConsumerRecord<byte[], byte[]> stored = stored(seen, from, outcome.source());
    ProducerRecord<byte[], byte[]> photo = again(stored, to, UnaryOperator.identity());
    check(asked.engine(), from, photo);
    List<Source> places = log.together(List.of(photo, EnrollmentRecords.tombstone(from)));
    places.forEach(place -> ReadYourWrites.await(asked.shards(), place, holding));
    requireSearchable(asked, to);
    return new Moved(from, to, places.getFirst());
  }

  /**
   * Moves every face of a subject, one after the other, each under its own name. What was moved
   * before a failure stays moved; the same request goes on with the rest.
   *
   * @throws Problem as {@link #move}, and before anything is moved {@link Code#FACE_EXISTS} if the
   *     other subject has a face of the name of one of them
   */
  List<Moved> moveAll(IndexGeneration asked, List<FaceKey> from, UnaryOperator<FaceKey> rename) {
    IndexPosition seen = asked.shards().view();
    List<FaceKey> standing = from.stream().filter(key -> !isGone(seen, key)).toList();
    standing.forEach(key -> requireFree(asked, seen, rename.apply(key)));
    return standing.stream().map(key -> move(asked, key, rename.apply(key))).toList();
  }

  /**
   * Replaces the metadata of a face.
   *
   * @return where the face is enrolled now
   * @throws Problem as {@link #move}
   */
  Source describe(IndexGeneration asked, FaceKey key, Metadata metadata) {
    IndexPosition seen = asked.shards().view();
    Outcome outcome = known(asked, key);
    ConsumerRecord<byte[], byte[]> stored = stored(seen, key, outcome.source());
    List<Source> places = log.together(List.of(again(stored, key, _ -> metadata)));
    ReadYourWrites.await(asked.shards(), places.getFirst(), holding);
    return places.getFirst();
  }

  private static Outcome known(IndexGeneration asked, FaceKey key) {
    return asked
        .askTwice(shards -> shards.face(key), Optional::isEmpty)
        .orElseThrow(() -> Unknown.face(key));
  }

  private void requireFree(IndexGeneration asked, IndexPosition seen, FaceKey to) {
    Optional<ConsumerRecord<byte[], byte[]>> later = later(seen, to);
    boolean taken =
        later.isPresent() ? later.get().value() != null : asked.shards().face(to).isPresent();
    if (taken) {
      throw Problem.of(
              Code.FACE_EXISTS,
              "face '" + to + "' is there already: choose another name, or forget that one first")
          .with("face", to.toString());
    }
  }

  /** Whether a tombstone stands in the log that the index has not come to. */
  private boolean isGone(IndexPosition seen, FaceKey key) {
    return later(seen, key).filter(record -> record.value() == null).isPresent();
  }

  private ConsumerRecord<byte[], byte[]> stored(IndexPosition seen, FaceKey key, Source source) {
    if (later(seen, key).isPresent()) {
      throw changed(key);
    }
    return record(key, source, source.offset() + 1).orElseThrow(() -> changed(key));
  }

  private static Problem changed(FaceKey key) {
    return Problem.of(
            Code.FACE_CHANGED,
            "face '" + key + "' was enrolled anew or forgotten meanwhile; read it and try again")
        .with("face", key.toString());
  }

  /**
   * The last record of a key behind all that the index had seen. That has to be asked before what
   * the index says of the key, or what it applies in between is missed.
   */
  private Optional<ConsumerRecord<byte[], byte[]>> later(IndexPosition seen, FaceKey key) {
    int partition = Partitions.of(key.toBytes(), enrollments.partitions());
    long next = seen.positions().getOrDefault(partition, -1L) + 1;
    return record(key, new Source(partition, next), Long.MAX_VALUE);
  }

  /** The last record of a key from one place on, before another. */
  private Optional<ConsumerRecord<byte[], byte[]>> record(FaceKey key, Source start, long end) {
    AtomicReference<@Nullable ConsumerRecord<byte[], byte[]>> last = new AtomicReference<>();
    byte[] wanted = key.toBytes();
    enrollments.read(
        start.partition(),
        start.offset(),
        Math.min(end, enrollments.end(start.partition())),
        record -> {
          if (Arrays.equals(record.key(), wanted)
              && !EnrollmentRecords.removesStray(record.value(), record.headers())) {
            last.set(record);
          }
          return true;
        });
    return Optional.ofNullable(last.get());
  }

  private static ProducerRecord<byte[], byte[]> again(
      ConsumerRecord<byte[], byte[]> stored, FaceKey key, UnaryOperator<Metadata> metadata) {
    try {
      ProducerRecord<byte[], byte[]> photo =
          EnrollmentRecords.photo(
              key,
              stored.value(),
              metadata.apply(EnrollmentRecords.metadata(stored.headers())),
              null);
      Box box = EnrollmentRecords.box(stored.headers());
      if (box != null) {
        EnrollmentRecords.putBox(photo, box);
      }
      Cut cut = EnrollmentRecords.cut(stored.headers());
      if (cut != null) {
        EnrollmentRecords.putCut(photo, cut);
      }
      return photo;
    } catch (InvalidBoxException | InvalidMetadataException e) {
      throw Problem.of(
          Code.FACE_CHANGED, "the enrollment of '" + key + "' is rejected: " + e.getMessage());
    }
  }

  private void check(FaceEngine engine, FaceKey from, ProducerRecord<byte[], byte[]> photo) {
    PhotoAnalysis analysis =
        probes.enrollable(
            engine,
            new EnrollmentPhoto(
                photo.value(),
                EnrollmentRecords.box(photo.headers()),
                EnrollmentRecords.cut(photo.headers())));
    if (analysis instanceof Unusable unusable) {
      throw Problem.of(
              unusable.reason(), "face '" + from + "' stays where it is: " + unusable.detail())
          .with("face", from.toString());
    }
  }

  private static void requireSearchable(IndexGeneration asked, FaceKey to) {
    if (asked.shards().face(to).orElse(null) instanceof Rejection rejection) {
      throw Problem.of(rejection.reason(), "face '" + to + "' was rejected: " + rejection.detail())
          .with("face", to.toString());
    }
  }
}
