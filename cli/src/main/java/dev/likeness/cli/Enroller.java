package dev.likeness.cli;

import dev.likeness.cli.Enrolled.Kind;
import dev.likeness.cli.PhotoList.Photo;
import dev.likeness.client.ApiProblem;
import dev.likeness.client.EnrollApi.Enroll;
import dev.likeness.client.LikenessClient;
import dev.likeness.client.NoAnswer;
import dev.likeness.client.model.EnrollAnswer;
import dev.likeness.client.model.FaceAnswer;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.InvalidFaceKeyException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Enrolls one photo after another. A face's id is the start of its photo's SHA-256, so a photo sent
 * twice is one face, and what is searchable already is not sent again. Safe for all threads.
 */
final class Enroller {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final LikenessClient client;
  private final Settings settings;

  /**
   * @param gallery where the subjects belong
   * @param box where the face that is meant is in every photo, if that is said
   * @param metadata what is kept with each photo
   * @param untilSearchable whether to wait until a photo is searchable
   * @param again whether to send what is searchable already
   * @param patience how long to go on asking a service that does not take a photo for now
   */
  record Settings(
      String gallery,
      @Nullable String box,
      PhotoMetadata metadata,
      boolean untilSearchable,
      boolean again,
      Duration patience) {}

  Enroller(LikenessClient client, Settings settings) {
    this.client = client;
    this.settings = settings;
  }

  Enrolled enroll(Photo photo) throws InterruptedException {
    byte[] bytes;
    FaceKey key;
    try {
      bytes = PhotoFile.read(photo.path());
      key = new FaceKey(settings.gallery(), photo.subject(), FaceKey.faceOf(bytes));
    } catch (Failure e) {
      return Enrolled.bad(photo, Kind.FAILED, "UNREADABLE", String.valueOf(e.getMessage()));
    } catch (InvalidFaceKeyException e) {
      return Enrolled.bad(photo, Kind.REJECTED, "BAD_KEY", String.valueOf(e.getMessage()));
    }
    long givingUp = System.nanoTime() + settings.patience().toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return settings.again()
            ? send(photo, key, bytes)
            : known(photo, key).orElseGet(() -> send(photo, key, bytes));
      } catch (ApiProblem e) {
        if (e.isAboutTheRequest()) {
          return Enrolled.bad(photo, Kind.REJECTED, e.code(), e.detail());
        }
        Duration asked = e.retryAfter().orElse(Duration.ZERO);
        if (!e.isTemporary() || System.nanoTime() + asked.toNanos() > givingUp) {
          return Enrolled.bad(photo, Kind.FAILED, e.code(), e.detail());
        }
        pause = asked.compareTo(FIRST_PAUSE) > 0 ? asked : pause;
      } catch (NoAnswer e) {
        if (System.nanoTime() > givingUp) {
          return Enrolled.bad(photo, Kind.FAILED, "NO_ANSWER", String.valueOf(e.getMessage()));
        }
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private Optional<Enrolled> known(Photo photo, FaceKey key) {
    return client.face(key).flatMap(face -> verdict(photo, face));
  }

  private static Optional<Enrolled> verdict(Photo photo, FaceAnswer face) {
    return switch (face.status()) {
      case "searchable" -> Optional.of(Enrolled.good(photo, Kind.ALREADY));
      case "rejected" ->
          Optional.of(
              Enrolled.bad(
                  photo,
                  Kind.REJECTED,
                  Objects.requireNonNullElse(face.code(), "REJECTED"),
                  Objects.requireNonNullElse(face.detail(), "")));
      default -> Optional.empty();
    };
  }

  private Enrolled send(Photo photo, FaceKey key, byte[] bytes) {
    EnrollAnswer answer =
        client
            .enroll()
            .enroll(
                new Enroll()
                    .gallery(key.gallery())
                    .subject(key.subject())
                    .face(key.face())
                    .box(settings.box())
                    .metadata(settings.metadata().of(photo.path()))
                    .photo(bytes)
                    .wait(settings.untilSearchable() ? "PT30S" : null));
    boolean searchable = answer.status().equals("searchable");
    return Enrolled.good(photo, searchable ? Kind.SEARCHABLE : Kind.ACCEPTED);
  }
}
