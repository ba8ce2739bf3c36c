package dev.likeness.search.move;

import static dev.likeness.web.Fields.In.JSON;
import static dev.likeness.web.Fields.In.PATH;

import dev.likeness.faces.FaceKey;
import dev.likeness.faces.Source;
import dev.likeness.search.erasure.Forgetter;
import dev.likeness.search.erasure.Underway;
import dev.likeness.search.generation.IndexGeneration;
import dev.likeness.search.http.ReadyIndex;
import dev.likeness.search.move.FaceMover.Moved;
import dev.likeness.web.Code;
import dev.likeness.web.FacePath;
import dev.likeness.web.Fields;
import dev.likeness.web.Problem;
import dev.likeness.web.Problems;
import dev.likeness.web.SubjectPath;
import dev.likeness.web.Unknown;
import dev.likeness.web.access.GalleryAccess;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Enrolled faces under another name, in another gallery, or with other metadata. */
@Tag(
    name = "Faces",
    description = "What is enrolled: galleries, their subjects, and the faces of each")
@RestController
@RequestMapping("/v1/galleries/{gallery}/subjects/{subject}")
final class MoveController {
  private final ReadyIndex index;
  private final FaceMover mover;
  private final Underway underway;

  MoveController(ReadyIndex index, FaceMover mover, Underway underway) {
    this.index = index;
    this.mover = mover;
    this.underway = underway;
  }

  /** Moves a face to another gallery or subject, or renames it. */
  @PostMapping("/faces/{face}/move")
  @Problems({
    Code.MISSING_FIELD,
    Code.UNKNOWN_FACE,
    Code.FACE_EXISTS,
    Code.FACE_CHANGED,
    Code.INDEX_NOT_READY,
    Code.NOT_YET_APPLIED,
    Code.BROKER_UNAVAILABLE
  })
  MoveAnswer moveFace(@Fields(PATH) FacePath path, @Fields(JSON) FaceMoveRequest to) {
    FaceKey from = path.key();
    FaceKey target =
        new FaceKey(
            or(to.gallery(), from.gallery()),
            or(to.subject(), from.subject()),
            or(to.face(), from.face()));
    requireOther(target.equals(from), "gallery, subject or face");
    GalleryAccess.requireMade(target.gallery());
    return index.ask(asked -> MoveAnswer.of(List.of(mover.move(asked, from, target))));
  }

  /** Moves all faces of a subject to another gallery, or renames the subject. */
  @PostMapping("/move")
  @Problems({
    Code.MISSING_FIELD,
    Code.UNKNOWN_SUBJECT,
    Code.FACE_EXISTS,
    Code.FACE_CHANGED,
    Code.INDEX_NOT_READY,
    Code.NOT_YET_APPLIED,
    Code.BROKER_UNAVAILABLE
  })
  MoveAnswer moveSubject(@Fields(PATH) SubjectPath path, @Fields(JSON) SubjectMoveRequest to) {
    String gallery = or(to.gallery(), path.gallery());
    String subject = or(to.subject(), path.subject());
    requireOther(
        gallery.equals(path.gallery()) && subject.equals(path.subject()), "gallery or subject");
    GalleryAccess.requireMade(gallery);
    return index.ask(asked ->
        MoveAnswer.of(
            mover.moveAll(
                asked, faces(asked, path), key -> new FaceKey(gallery, subject, key.face()))));
  }

  private List<FaceKey> faces(IndexGeneration asked, SubjectPath path) {
    SortedSet<FaceKey> coming =
        underway
            .faces(
                asked,
                key -> key.gallery().equals(path.gallery()) && key.subject().equals(path.subject()))
            .faces();
    SortedSet<FaceKey> known = new TreeSet<>();
    Forgetter.addFaces(asked.shards(), path.gallery(), path.subject(), known);
    if (!known.containsAll(coming)) {
      throw Problem.of(
          Code.NOT_YET_APPLIED,
          "photos of subject '" + path.subject() + "' are on their way to the index; try again");
    }
    if (known.isEmpty()) {
      throw Unknown.subject(path.gallery(), path.subject());
    }
    return List.copyOf(known);
  }

  /** Replaces the metadata of a face. */
  @PutMapping("/faces/{face}/metadata")
  @Problems({
    Code.UNKNOWN_FACE,
    Code.FACE_CHANGED,
    Code.INDEX_NOT_READY,
    Code.NOT_YET_APPLIED,
    Code.BROKER_UNAVAILABLE
  })
  DescribeAnswer replaceMetadata(
      @Fields(PATH) FacePath path, @Fields(JSON) MetadataRequest request) {
    FaceKey key = path.key();
    Source position = index.ask(asked -> mover.describe(asked, key, request.metadata()));
    return new DescribeAnswer(key.gallery(), key.subject(), key.face(), position.toString());
  }

  private static String or(@Nullable String given, String otherwise) {
    return given == null ? otherwise : given;
  }

  private static void requireOther(boolean same, String which) {
    if (same) {
      throw Problem.missing(
          which, "name where to: what is not given stays as it is, and something must change");
    }
  }

  /**
   * What moved.
   *
   * @param count how many faces
   * @param faces each of them
   */
  record MoveAnswer(int count, List<MovedFace> faces) {
    static MoveAnswer of(List<Moved> moved) {
      return new MoveAnswer(moved.size(), moved.stream().map(MovedFace::of).toList());
    }
  }

  /**
   * A face that stands under another key now.
   *
   * @param from where it stood
   * @param to where it stands
   * @param position where it is enrolled, {@code partition:offset}
   */
  record MovedFace(Place from, Place to, String position) {
    static MovedFace of(Moved moved) {
      return new MovedFace(
          Place.of(moved.from()), Place.of(moved.to()), moved.position().toString());
    }
  }

  /**
   * A face's key in its parts.
   *
   * @param gallery the gallery
   * @param subject the person
   * @param face the producer's id of the photo
   */
  @Schema(name = "FacePlace")
  record Place(String gallery, String subject, String face) {
    static Place of(FaceKey key) {
      return new Place(key.gallery(), key.subject(), key.face());
    }
  }

  /**
   * Where a face is enrolled with its new metadata.
   *
   * @param gallery the gallery
   * @param subject the person
   * @param face the producer's id of the photo
   * @param position of the enrollment, {@code partition:offset}
   */
  record DescribeAnswer(String gallery, String subject, String face, String position) {}
}
