package dev.likeness.search.faces;

import static dev.likeness.web.Fields.In.PATH;
import static dev.likeness.web.Fields.In.QUERY;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.likeness.faces.Embedding;
import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Outcome;
import dev.likeness.faces.PhotoFormat;
import dev.likeness.faces.Rejection;
import dev.likeness.index.FaceSummary;
import dev.likeness.search.erasure.ForgetReceipt;
import dev.likeness.search.erasure.Forgetter;
import dev.likeness.search.faces.GalleriesController.GallerySummary;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.http.ReadYourWrites;
import dev.likeness.search.http.ReadyIndex;
import dev.likeness.search.log.EnrollmentReader;
import dev.likeness.search.store.Shards;
import dev.likeness.web.Code;
import dev.likeness.web.FacePath;
import dev.likeness.web.Fields;
import dev.likeness.web.Problem;
import dev.likeness.web.Problems;
import dev.likeness.web.SubjectPath;
import dev.likeness.web.Unknown;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The faces of a subject: listed, read, shown and forgotten. */
@Tag(
    name = "Faces",
    description = "What is enrolled: galleries, their subjects, and the faces of each")
@RestController
@RequestMapping("/v1/galleries/{gallery}/subjects/{subject}")
final class FacesController {
  private static final int LOOKED_THROUGH = 8;

  private final ReadyIndex index;
  private final EnrollmentReader enrollments;
  private final Thumbnails thumbnails;
  private final Forgetter forgetter;

  FacesController(
      ReadyIndex index, EnrollmentReader enrollments, Thumbnails thumbnails, Forgetter forgetter) {
    this.index = index;
    this.enrollments = enrollments;
    this.thumbnails = thumbnails;
    this.forgetter = forgetter;
  }

  /** Lists the faces of a subject. */
  @GetMapping("/faces")
  @Problems({Code.UNKNOWN_SUBJECT, Code.INDEX_NOT_READY, Code.NOT_YET_APPLIED})
  FacePage listFaces(@Fields(PATH) SubjectPath subject, @Fields(QUERY) FacePageQuery query) {
    return index.askAnyway(asked -> {
      ReadYourWrites.await(asked.shards(), query);
      return page(asked, subject.gallery(), subject.subject(), query.after(), query.limit());
    });
  }

  private static FacePage page(
      IndexGeneration asked, String gallery, String subject, @Nullable String after, int most) {
    Shards shards = asked.shards();
    List<FaceKey> keys =
        asked.askTwice(
            index -> index.facesOfSubject(gallery, subject, after, most),
            none -> none.isEmpty() && after == null);
    if (keys.isEmpty() && after == null) {
      throw Unknown.subject(gallery, subject);
    }
    return new FacePage(
        keys.stream()
            .map(key -> shards.face(key).map(outcome -> FaceAnswer.of(key, outcome)).orElse(null))
            .filter(Objects::nonNull)
            .toList(),
        keys.size() < most ? null : keys.getLast().face());
  }

  /** Reads what is known of a face. */
  @GetMapping("/faces/{face}")
  @Problems({Code.UNKNOWN_FACE, Code.INDEX_NOT_READY, Code.NOT_YET_APPLIED})
  FaceAnswer getFace(@Fields(PATH) FacePath face, @Fields(QUERY) FaceQuery query) {
    FaceKey key = face.key();
    return FaceAnswer.of(
        key,
        index.askAnyway(asked -> {
          ReadYourWrites.await(asked.shards(), query);
          return known(asked, key);
        }));
  }

  /** Reads the stored photo of a face. */
  @GetMapping("/faces/{face}/photo")
  @Picture
  @Problems({Code.UNKNOWN_FACE, Code.INDEX_NOT_READY, Code.BROKER_UNAVAILABLE})
  ResponseEntity<byte[]> getPhoto(@Fields(PATH) FacePath face) {
    FaceKey key = face.key();
    byte[] photo =
        enrollments
            .photo(key, index.askAnyway(asked -> known(asked, key)).source())
            .orElseThrow(() ->
                Problem.of(
                    Code.UNKNOWN_FACE,
                    "the photo of face '" + key + "' has been replaced or forgotten"));
    return shown(
        PhotoFormat.of(photo)
            .map(format -> MediaType.valueOf(format.mediaType()))
            .orElse(MediaType.APPLICATION_OCTET_STREAM),
        photo);
  }

  /** Reads a small picture of an enrolled face. */
  @GetMapping("/faces/{face}/thumbnail")
  @Picture
  @Problems({Code.UNKNOWN_FACE, Code.INDEX_NOT_READY, Code.BROKER_UNAVAILABLE})
  ResponseEntity<byte[]> getFaceThumbnail(@Fields(PATH) FacePath face) {
    FaceKey key = face.key();
    return thumbnail(key, index.askAnyway(asked -> known(asked, key)));
  }

  /** Reads a small picture of the subject's first searchable face, or else of its first one. */
  @GetMapping("/thumbnail")
  @Picture
  @Problems({
    Code.UNKNOWN_FACE,
    Code.UNKNOWN_SUBJECT,
    Code.INDEX_NOT_READY,
    Code.BROKER_UNAVAILABLE
  })
  ResponseEntity<byte[]> getSubjectThumbnail(@Fields(PATH) SubjectPath subject) {
    FaceAndOutcome first =
        index.askAnyway(asked -> first(asked, subject.gallery(), subject.subject()));
    return thumbnail(first.key(), first.outcome());
  }

  private record FaceAndOutcome(FaceKey key, Outcome outcome) {}

  private static FaceAndOutcome first(IndexGeneration asked, String gallery, String subject) {
    List<FaceAndOutcome> some =
        asked.shards().facesOfSubject(gallery, subject, null, LOOKED_THROUGH).stream()
            .flatMap(key ->
                asked.shards().face(key).map(outcome -> new FaceAndOutcome(key, outcome)).stream())
            .toList();
    return some.stream()
        .filter(face -> face.outcome() instanceof Embedding)
        .findFirst()
        .or(() -> some.stream().findFirst())
        .orElseThrow(() -> Unknown.subject(gallery, subject));
  }

  private ResponseEntity<byte[]> thumbnail(FaceKey key, Outcome outcome) {
    byte[] picture =
        thumbnails
            .of(key, outcome)
            .orElseThrow(() ->
                Problem.of(
                    Code.UNKNOWN_FACE,
                    "the photo of face '" + key + "' cannot be shown, or has been replaced"));
    return shown(MediaType.IMAGE_JPEG, picture);
  }

  /** Nobody else who uses the caller's browser is to find it there. */
  private static ResponseEntity<byte[]> shown(MediaType type, byte[] picture) {
    return ResponseEntity.ok().contentType(type).cacheControl(CacheControl.noStore()).body(picture);
  }

  /** Forgets a face. */
  @DeleteMapping(value = "/faces/{face}", produces = MediaType.APPLICATION_JSON_VALUE)
  @Problems({
    Code.UNKNOWN_FACE,
    Code.INDEX_NOT_READY,
    Code.NOT_YET_APPLIED,
    Code.BROKER_UNAVAILABLE
  })
  ForgetReceipt forgetFace(@Fields(PATH) FacePath face) {
    return forgetter.forget(face.key());
  }

  /** Sums up a subject. */
  @GetMapping
  @Problems({Code.UNKNOWN_SUBJECT, Code.INDEX_NOT_READY})
  SubjectSummary getSubject(@Fields(PATH) SubjectPath path) {
    return index.askAnyway(asked -> {
      FaceSummary faces =
          asked.askTwice(
              shards -> shards.summary(path.gallery(), path.subject()), FaceSummary.NONE::equals);
      if (faces.equals(FaceSummary.NONE)) {
        throw Unknown.subject(path.gallery(), path.subject());
      }
      return new SubjectSummary(
          path.gallery(),
          path.subject(),
          faces.faces(),
          faces.rejections(),
          GallerySummary.time(faces.first()),
          GallerySummary.time(faces.last()));
    });
  }

  /**
   * A subject in figures.
   *
   * @param gallery the gallery
   * @param subject the person
   * @param faces how many can be found
   * @param rejected how many cannot
   * @param firstEnrolled when the first of those that can be found was enrolled; null if none can
   * @param lastEnrolled when the last of them was
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SubjectSummary(
      String gallery,
      String subject,
      long faces,
      long rejected,
      @Nullable Instant firstEnrolled,
      @Nullable Instant lastEnrolled) {}

  /** Forgets all faces of a subject. */
  @DeleteMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @Problems({
    Code.UNKNOWN_SUBJECT,
    Code.INDEX_NOT_READY,
    Code.NOT_YET_APPLIED,
    Code.BROKER_UNAVAILABLE
  })
  ForgetReceipt forgetSubject(@Fields(PATH) SubjectPath subject) {
    return forgetter.forgetSubject(subject.gallery(), subject.subject());
  }

  private static Outcome known(IndexGeneration asked, FaceKey key) {
    return asked
        .askTwice(shards -> shards.face(key), Optional::isEmpty)
        .filter(outcome -> outcome instanceof Embedding || outcome instanceof Rejection)
        .orElseThrow(() -> Unknown.face(key));
  }

  /**
   * One page of faces.
   *
   * @param faces in the order of their ids
   * @param next the {@code after} of the following page; left out on the last one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FacePage(List<FaceAnswer> faces, @Nullable String next) {}
}
