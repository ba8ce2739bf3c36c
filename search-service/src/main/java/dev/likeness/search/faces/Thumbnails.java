package dev.likeness.search.faces;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.Source;
import dev.likeness.search.log.EnrollmentReader;
import dev.likeness.vision.FaceThumbnail;
import java.time.Duration;
import java.util.Optional;

/**
 * Small pictures of stored photos. Each photo is a seek in the log, and a page of faces asks for
 * many, so the latest pictures are kept in memory for some minutes: 32 MiB of them at most. A
 * picture is given only for an outcome that the caller has just read from the index, so that of a
 * face that was forgotten or replaced is never given again. Safe for all threads.
 */
final class Thumbnails {
  /** The most pixels of a picture's long side. */
  static final int SIDE = 192;

  private static final long MOST_BYTES = 32L << 20;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final EnrollmentReader enrollments;
  private final FaceThumbnail drawing = new FaceThumbnail();
  private final Cache<Place, byte[]> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .<Place, byte[]>weigher((_, picture) -> picture.length)
          .expireAfterWrite(KEPT)
          .build();

  private record Place(FaceKey key, Source source) {}

  Thumbnails(EnrollmentReader enrollments) {
    this.enrollments = enrollments;
  }

  /**
   * The face as JPEG, with some room around it; of a rejected one the whole photo. Empty if the
   * photo is no longer in the log, or cannot be read as one.
   *
   * @param outcome what the index knows of the face now
   */
  Optional<byte[]> of(FaceKey key, Outcome outcome) {
    Place place = new Place(key, outcome.source());
    byte[] known = kept.getIfPresent(place);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<byte[]> drawn =
        enrollments
            .photo(key, outcome.source())
            .flatMap(photo ->
                outcome instanceof Embedding embedding
                    ? drawing.of(photo, embedding.box(), SIDE)
                    : drawing.of(photo, SIDE));
    drawn.ifPresent(picture -> kept.put(place, picture));
    return drawn;
  }
}
