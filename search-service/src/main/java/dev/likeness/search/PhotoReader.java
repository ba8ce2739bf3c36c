package dev.likeness.search;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Source;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Reads a stored photo back from the enrollments topic: the log is where it is kept. */
final class PhotoReader {
  private final EnrollmentReader enrollments;

  PhotoReader(EnrollmentReader enrollments) {
    this.enrollments = enrollments;
  }

  /** The photo published at {@code source}; empty if compaction has removed it since. */
  Optional<byte[]> read(FaceKey key, Source source) {
    AtomicReference<byte[]> photo = new AtomicReference<>();
    enrollments.read(
        source.partition(),
        source.offset(),
        source.offset() + 1,
        record -> {
          if (record.value() != null && Arrays.equals(record.key(), key.toBytes())) {
            photo.set(record.value());
          }
          return false;
        });
    return Optional.ofNullable(photo.get());
  }
}
